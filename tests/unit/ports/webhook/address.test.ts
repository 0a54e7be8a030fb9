import { describe, expect, it } from "vitest";
import { isPublicAddress } from "@/lib/ports/webhook/address";

describe("addresses on the public internet", () => {
  it.each([
    "8.8.8.8",
    "1.1.1.1",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "192.0.1.1",
  ])("%s", (address) => expect(isPublicAddress(address)).toBe(true));
  it.each(["2606:4700::1111", "2a02:898::1", "2001:4860:4860::8888"])("%s", (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});

describe("everything else", () => {
  it.each([
    ["this network", "0.0.0.0"],
    ["this network", "0.1.2.3"],
    ["private", "10.255.255.255"],
    ["carrier-grade NAT", "100.64.0.1"],
    ["carrier-grade NAT, to its end", "100.127.255.255"],
    ["loopback", "127.0.0.1"],
    ["loopback, all of it", "127.255.255.254"],
    ["metadata of clouds", "169.254.169.254"],
    ["private", "172.16.0.1"],
    ["private, to its end", "172.31.255.255"],
    ["protocol assignments", "192.0.0.170"],
    ["documentation", "192.0.2.1"],
    ["private", "192.168.1.1"],
    ["benchmarking", "198.19.255.255"],
    ["documentation", "203.0.113.9"],
    ["multicast", "224.0.0.1"],
    ["reserved", "240.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["metadata of Alibaba", "100.100.100.200"],
    ["unspecified", "::"],
    ["loopback", "::1"],
    ["IPv4 that is mapped", "::ffff:8.8.8.8"],
    ["private IPv4 that is mapped", "::ffff:10.0.0.1"],
    ["the same in hexadecimal", "::ffff:a00:1"],
    ["IPv4-compatible", "::10.0.0.1"],
    ["IPv4-translated", "::ffff:0:10.0.0.1"],
    ["NAT64", "64:ff9b::a00:1"],
    ["NAT64 of one's own", "64:ff9b:1::1"],
    ["discard", "100::1"],
    ["Teredo", "2001::1"],
    ["ORCHID", "2001:20::1"],
    ["documentation", "2001:db8::1"],
    ["6to4", "2002:a00:1::1"],
    ["documentation", "3fff::1"],
    ["unique local, metadata among them", "fd00:ec2::254"],
    ["unique local", "fc00::1"],
    ["link-local", "fe80::1"],
    ["link-local with a zone", "fe80::1%eth0"],
    ["site-local", "fec0::1"],
    ["multicast", "ff02::1"],
    ["public with a zone", "2606:4700::1111%eth0"],
    ["no address", "localhost"],
    ["nothing", ""],
    ["octal", "0177.0.0.1"],
    ["one number", "2130706433"],
  ])("%s: %s", (_what, address) => expect(isPublicAddress(address)).toBe(false));
});
