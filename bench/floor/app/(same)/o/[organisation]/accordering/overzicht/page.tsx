export { default, generateMetadata } from "@/app/(client)/o/[organisation]/accordering/overzicht/page";
