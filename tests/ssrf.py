"""Addresses that lead inside somebody's network, in every disguise we know; shared by all who call a given address."""

import ipaddress

INSIDE = (
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.254", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.8.9.1",
    "127.255.255.254", "169.254.0.1", "169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.254", "192.0.0.1",
    "192.0.2.1", "192.168.0.1", "192.168.255.254", "198.18.0.1", "198.19.255.254", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
)  # fmt: skip
INSIDE_6 = (
    "::", "::1", "fe80::1", "fe80::a9fe:a9fe", "febf::1", "fc00::1", "fd00:ec2::254", "fdff::1", "fec0::1", "ff02::1",
    "ff05::2", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "2002:a9fe:a9fe::1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "::7f00:1", "::a9fe:a9fe", "::ffff:0:127.0.0.1", "5f00::1", "4000::1",
)  # fmt: skip
SPELT = ("127.0.0.1", "169.254.169.254", "10.0.0.1", "192.168.0.1")
FORMS = (
    lambda ip: str(int(ip)),
    lambda ip: hex(int(ip)),
    lambda ip: oct(int(ip)).replace("0o", "0"),
    lambda ip: ".".join(hex(part) for part in ip.packed),
    lambda ip: ".".join(f"0{part:o}" for part in ip.packed),
    lambda ip: ".".join(f"{part:03d}" for part in ip.packed),
    lambda ip: f"{ip.packed[0]}.{int.from_bytes(ip.packed[1:])}",
    lambda ip: f"{ip.packed[0]}.{ip.packed[1]}.{int.from_bytes(ip.packed[2:])}",
    lambda ip: f"{ip}.",
    lambda ip: str(ip).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    lambda ip: str(ip).translate(str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")),
    lambda ip: str(ip).replace(".", "。"),
    lambda ip: f"[::ffff:{ip}]",
    lambda ip: f"[::ffff:{ip.packed.hex()[:4]}:{ip.packed.hex()[4:]}]",
    lambda ip: f"[::{ip}]",
    lambda ip: f"[64:ff9b::{ip}]",
    lambda ip: f"[0:0:0:0:0:FFFF:{ip}]",
)
ODD = (
    "http://contoh.example/", "ftp://contoh.example/", "file:///etc/passwd", "gopher://127.0.0.1:25/_MAIL",
    "dict://127.0.0.1:11211/", "ldap://127.0.0.1/", "jar:https://127.0.0.1!/", "data:text/plain,x", "javascript:1",
    "//127.0.0.1/", "/etc/passwd", "127.0.0.1", "", " ", "https://", "https:///x", "https://:443/", "https://@127.0.0.1/",
    "https://contoh.example@127.0.0.1/", "https://127.0.0.1@contoh.example/", "https://a:b@contoh.example/",
    "https://127.0.0.1#@contoh.example/", "https://127.0.0.1?@contoh.example/", "https://127.0.0.1\\@contoh.example/",
    "https://localhost/", "https://LOCALHOST/", "https://localhost:8080/metrics", "https://127.0.0.1:22/",
    "https://[::1]:8080/", "https://[::1%25lo]/", "https://[fe80::1%25eth0]/", "https://127.0.0.1%2f@contoh.example/",
    "https://127.0.0.1%00.contoh.example/", "https://127.0.0.1:99999/", "https://127.0.0.1:x/", "HTTPS://127.0.0.1/",
    "https://\t127.0.0.1/", "https://127.0.0.1\n/", "https://[127.0.0.1]/", "https://[::1/", "https://::1/",
    "https://[::ffff:7f00:1]:443/", "https://0/", "https://00/", "https://0x0/", "https://1/",
)  # fmt: skip


def vectors() -> list[str]:
    """Each once, in order."""
    spelt = [f"https://{form(ipaddress.IPv4Address(ip))}/hook" for ip in SPELT for form in FORMS]
    plain = [f"https://{ip}/hook" for ip in INSIDE] + [f"https://[{ip}]/hook" for ip in INSIDE_6]
    ports = [
        f"https://{ip}:{port}/"
        for ip in ("127.0.0.1", "10.0.0.1", "[::1]")
        for port in (22, 25, 80, 5432, 6379, 8080)
    ]
    mapped = [f"https://[::ffff:{ip}]/hook" for ip in INSIDE]
    return list(dict.fromkeys((*plain, *mapped, *spelt, *ports, *ODD)))
