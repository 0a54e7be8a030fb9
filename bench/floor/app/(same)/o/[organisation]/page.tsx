export { default, generateMetadata } from "@/app/(client)/o/[organisation]/page";
