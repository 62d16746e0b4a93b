package pop3kit;

import java.util.Locale;
import java.util.Map;

/** One entry of the journal. docs/reference/control.md lists the kinds. `lineEnd` is null if the entry is not a command. */
public record JournalEntry(double at, long connection, String kind, String user, String text, long octets, String lineEnd) {
    static JournalEntry of(Map<String, Object> told) {
        return new JournalEntry(((Number) told.get("at")).doubleValue(), (Long) told.get("connection"), (String) told.get("kind"),
                (String) told.get("user"), (String) told.get("text"), (Long) told.get("octets"), (String) told.get("line_end"));
    }

    /** Whether this entry is the command `wanted`: a verb with any argument, or a whole line. The verb's case does not matter. */
    boolean isCommand(String wanted) {
        if (!kind.equals("command")) return false;
        String[] want = wanted.split(" ", 2);
        String[] sent = text.split(" ", 2);
        boolean sameVerb = want[0].toUpperCase(Locale.ROOT).equals(sent[0].toUpperCase(Locale.ROOT));
        return sameVerb && (want.length == 1 || sent.length == 2 && want[1].equals(sent[1]));
    }
}
