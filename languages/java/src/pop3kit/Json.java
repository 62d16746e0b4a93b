package pop3kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of the control room. Objects become maps, arrays become lists, and numbers become longs or doubles. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        Json reader = new Json(text);
        Object value = reader.value();
        if (reader.peek() != '\0') throw reader.mistake();
        return value;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static <T> List<T> list(Object value) {
        return (List<T>) value;
    }

    private IllegalArgumentException mistake() {
        return new IllegalArgumentException("not valid JSON at character " + at + ": " + text);
    }

    /** Skips blanks and returns the next character, or NUL at the end. */
    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean take(char wanted) {
        if (peek() != wanted) return false;
        at++;
        return true;
    }

    private void need(char wanted) {
        if (!take(wanted)) throw mistake();
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) throw mistake();
        at += word.length();
        return value;
    }

    private Map<String, Object> object() {
        Map<String, Object> out = new LinkedHashMap<>();
        need('{');
        if (take('}')) return out;
        do {
            if (peek() != '"') throw mistake();
            String name = string();
            need(':');
            out.put(name, value());
        } while (take(','));
        need('}');
        return out;
    }

    private List<Object> array() {
        List<Object> out = new ArrayList<>();
        need('[');
        if (take(']')) return out;
        do {
            out.add(value());
        } while (take(','));
        need(']');
        return out;
    }

    private Object number() {
        int begin = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
        String digits = text.substring(begin, at);
        try {
            if (digits.chars().anyMatch(each -> ".eE".indexOf(each) >= 0)) return Double.valueOf(digits);
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException error) {
            try {
                return Long.valueOf(digits);
            } catch (NumberFormatException again) {
                throw mistake();
            }
        }
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        need('"');
        while (true) {
            if (at >= text.length()) throw mistake();
            char each = text.charAt(at++);
            if (each == '"') return out.toString();
            out.append(each == '\\' ? escaped() : each);
        }
    }

    private char escaped() {
        if (at >= text.length()) throw mistake();
        char each = text.charAt(at++);
        switch (each) {
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case '"', '\\', '/': return each;
            case 'u':
                if (at + 4 > text.length()) throw mistake();
                at += 4;
                try {
                    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
                } catch (NumberFormatException error) {
                    throw mistake();
                }
            default: throw mistake();
        }
    }
}
