"""CMS by OpenSSL's library in a warm process, for number 11: reads lines "FILE TIMES" and answers milliseconds.

Usage: openssl-cms.py CERTIFICATE.pem KEY.pem. The signature is detached and binary with SHA-256, over bytes in memory,
and comes out in DER.
"""
import ctypes
import ctypes.util
import json
import sys
import time

crypto = ctypes.CDLL(ctypes.util.find_library("crypto"))
pointer = ctypes.c_void_p
for name in ("BIO_new_mem_buf", "BIO_new", "BIO_s_mem", "PEM_read_bio_X509", "PEM_read_bio_PrivateKey", "CMS_sign"):
    getattr(crypto, name).restype = pointer
crypto.OpenSSL_version.restype = ctypes.c_char_p
crypto.BIO_new_mem_buf.argtypes = [pointer, ctypes.c_int]
crypto.BIO_new.argtypes = [pointer]
crypto.BIO_free.argtypes = [pointer]
crypto.CMS_sign.argtypes = [pointer, pointer, pointer, pointer, ctypes.c_uint]
crypto.CMS_ContentInfo_free.argtypes = [pointer]
crypto.i2d_CMS_bio.argtypes = [pointer, pointer]
for name in ("PEM_read_bio_X509", "PEM_read_bio_PrivateKey"):
    getattr(crypto, name).argtypes = [pointer, pointer, pointer, pointer]
DETACHED, BINARY = 0x40, 0x80


def read(path, reader):
    with open(path, "rb") as file:
        pem = file.read()
    bio = crypto.BIO_new_mem_buf(pem, len(pem))
    found = reader(bio, None, None, None)
    crypto.BIO_free(bio)
    if not found:
        raise SystemExit(f"{path} cannot be read")
    return found


certificate = read(sys.argv[1], crypto.PEM_read_bio_X509)
key = read(sys.argv[2], crypto.PEM_read_bio_PrivateKey)


def sign(data):
    content = crypto.BIO_new_mem_buf(data, len(data))
    cms = crypto.CMS_sign(certificate, key, None, content, DETACHED | BINARY)
    out = crypto.BIO_new(crypto.BIO_s_mem())
    if not cms or crypto.i2d_CMS_bio(out, cms) != 1:
        raise SystemExit("it does not sign")
    crypto.BIO_free(out)
    crypto.CMS_ContentInfo_free(cms)
    crypto.BIO_free(content)


print(json.dumps(crypto.OpenSSL_version(0).decode()), flush=True)
for line in sys.stdin:
    path, times = line.rsplit(" ", 1)
    with open(path, "rb") as file:
        data = file.read()
    took = []
    for _ in range(int(times)):
        began = time.perf_counter()
        sign(data)
        took.append((time.perf_counter() - began) * 1000)
    print(json.dumps(took), flush=True)
