package pop3kit.tests;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests of other classes and collects their outcomes. */
final class Outcomes implements TestExecutionListener {
    private final Map<String, String> found = new ConcurrentHashMap<>();

    private Outcomes() { }

    /** Returns the outcome of each test of a class: the message of its failure, or "passed". */
    static Map<String, String> of(Class<?> tests) {
        Outcomes out = new Outcomes();
        var request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false").build();
        LauncherFactory.create().execute(request, out);
        return out.found;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String outcome = result.getThrowable().map(Throwable::getMessage).orElse("passed");
        if (test.isTest() || !outcome.equals("passed")) found.put(test.getDisplayName(), outcome);
    }
}
