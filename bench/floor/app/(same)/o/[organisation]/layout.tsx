export { default } from "@/app/(client)/o/[organisation]/layout";
