"""Reads many messages with Python's email package and writes the values that it finds."""
import email
import email.policy
import re
import sys


def messages(path):
    with open(path, "rb") as file:
        while length := file.readline():
            yield file.read(int(length))


def header(message, name):
    try:
        value = message[name]
        return "" if value is None else str(value)
    except Exception as error:  # the package raises various errors on malformed fields
        return f"raises {type(error).__name__}"


def addresses(message, name):
    try:
        lines = []
        for field in message.get_all(name, []):
            lines += [f"{each.display_name}|{each.addr_spec}\n" for each in field.addresses]
        return "".join(lines)
    except Exception as error:
        return f"raises {type(error).__name__}"


def date(message):
    try:
        found = message["Date"].datetime if message["Date"] is not None else None
    except Exception as error:
        return f"raises {type(error).__name__}"
    if found is None:
        return ""
    # No time zone stands for "-0000".
    return found.isoformat() + ("-00:00" if found.tzinfo is None else "")


def message_id(message):
    value = header(message, "Message-ID").strip()
    return value[1:-1] if value.startswith("<") and value.endswith(">") else value


def octets(part):
    content = part.get_payload(decode=True)
    if content is not None:
        return content
    return str(part.get_payload()).encode("utf-8", "surrogateescape")


def text(part):
    charset = part.get_param("charset", "utf-8")
    charset = charset[2] if isinstance(charset, tuple) else charset
    try:
        decoded = octets(part).decode(charset, "replace")
    except LookupError:
        decoded = octets(part).decode("utf-8", "replace")
    return re.sub("\r\n?", "\n", decoded)


def line(part):
    kind, name = part.get_content_type(), bare(part.get_filename() or "")
    if kind == "message/rfc822":
        content = header(part.get_payload(0), "Subject").encode("utf-8", "replace") if part.is_multipart() else octets(part)
    else:
        content = octets(part)
    if kind.startswith("text/"):
        content = re.sub(b"\r\n?", b"\n", content)
    shown = "".join(chr(o) if chr(o).isalnum() and o < 128 else f"={o:02x}" for o in content)
    return f"{kind}|{name}|{len(content)}|{shown}\n"


def bare(name):
    return re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()


def leaves(message):
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        yield from leaves(part)


def body(message):
    values = {"text": None, "html": None, "attachments": ""}
    for part in leaves(message):
        kind = part.get_content_type()
        shown = not part.is_attachment()
        if kind.startswith("multipart/"):
            if not octets(part).strip():
                continue
            kind = "text/plain"
        if shown and kind == "text/plain" and values["text"] is None:
            values["text"] = text(part)
        elif shown and kind == "text/html" and values["html"] is None:
            values["html"] = text(part)
        else:
            values["attachments"] += line(part)
    return {name: value or "" for name, value in values.items()}


NAMES = ("subject", "from", "to", "date", "message-id", "text", "html", "attachments")


def read(data):
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
    except Exception as error:
        return {name: f"raises {type(error).__name__}" for name in NAMES}
    values = {
        "subject": header(message, "Subject"),
        "from": addresses(message, "From"),
        "to": addresses(message, "To"),
        "date": date(message),
        "message-id": message_id(message),
    }
    try:
        return values | body(message)
    except Exception as error:
        return values | {name: f"raises {type(error).__name__}" for name in ("text", "html", "attachments")}


def main():
    with open(sys.argv[2], "w", encoding="ascii") as out:
        for data in messages(sys.argv[1]):
            out.write("message\n")
            for name, value in read(data).items():
                out.write(f"{name} {value.encode('utf-8', 'surrogateescape').hex()}\n")


main()
