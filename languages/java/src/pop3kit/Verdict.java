package pop3kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the client met the scenario. `difference` is the text that a failed test shows; it is empty if `good` is true. */
public record Verdict(boolean good, String title, long seed, List<Expectation.Report> expectations, List<String> scriptErrors,
                      List<String> unfiredRules, String difference) {
    private static final int MOST_COMMANDS = 30;

    /** Makes the verdict of what the control room reports and of the expectations of the test. */
    static Verdict of(Map<String, Object> told, List<Expectation.Report> own, boolean strict, List<JournalEntry> journal) {
        List<Expectation.Report> expectations = new ArrayList<>();
        for (Map<String, Object> each : Json.<Map<String, Object>>list(told.get("expectations"))) {
            expectations.add(new Expectation.Report((String) each.get("where"), (String) each.get("expected"),
                    (String) each.get("state"), (String) each.get("difference")));
        }
        expectations.addAll(own);
        List<String> unfired = Json.list(told.get("unfired_rules"));
        boolean good = (Boolean) told.get("good") && own.stream().allMatch(each -> each.state().equals("met"))
                && !(strict && !unfired.isEmpty());
        Verdict out = new Verdict(good, (String) told.get("title"), (Long) told.get("seed"), List.copyOf(expectations),
                Json.list(told.get("script_errors")), unfired, "");
        return good ? out : out.with(out.explain(journal));
    }

    private Verdict with(String explained) {
        return new Verdict(good, title, seed, expectations, scriptErrors, unfiredRules, explained);
    }

    /** Whether further commands of the client can make the verdict a good one. */
    boolean isOpen() {
        boolean open = expectations.stream().anyMatch(each -> each.state().equals("open"));
        return open && expectations.stream().noneMatch(each -> each.state().equals("failed")) && scriptErrors.isEmpty();
    }

    private String explain(List<JournalEntry> journal) {
        List<String> lines = new ArrayList<>();
        lines.add("the client did not meet the scenario '" + title + "' (seed " + Long.toUnsignedString(seed) + "):");
        for (Expectation.Report each : expectations) {
            if (each.difference() != null) lines.add("  " + each.difference());
        }
        scriptErrors.forEach(each -> lines.add("  " + each));
        unfiredRules.forEach(each -> lines.add("  " + each + ": this rule never fired"));
        lines.add(commandLines(journal));
        return String.join("\n", lines);
    }

    /** Returns the last commands, one on each line, after the number of their connection. */
    static String commandLines(List<JournalEntry> journal) {
        List<String> sent = journal.stream().map(entry -> "  " + entry.connection() + ": " + entry.text()).toList();
        int leftOut = Math.max(0, sent.size() - MOST_COMMANDS);
        List<String> lines = new ArrayList<>(List.of("the client sent:"));
        if (leftOut > 0) lines.add("  (" + leftOut + " commands before these)");
        lines.addAll(sent.isEmpty() ? List.of("  no command") : sent.subList(leftOut, sent.size()));
        return String.join("\n", lines);
    }
}
