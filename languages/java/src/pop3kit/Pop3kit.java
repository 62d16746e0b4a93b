package pop3kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A POP3 server for the tests of a class: `@RegisterExtension static Pop3kit pop3 = Pop3kit.scenario("torn.lua");`
 *
 * A static field is one server for all tests of the class, and each test starts the scenario from its beginning. A field that
 * is not static is a server for each test; use it for tests that run in parallel. A test fails if the client does not meet
 * the scenario.
 */
public final class Pop3kit extends Server implements BeforeAllCallback, BeforeEachCallback, AfterTestExecutionCallback,
        AfterEachCallback, AfterAllCallback {
    private final String name;
    private final String text;
    private final List<String> options;
    private final boolean strict;
    private final boolean judged;
    private final String seed;
    private final AtomicInteger classes = new AtomicInteger();
    private final AtomicInteger tests = new AtomicInteger();
    private Source source;

    private Pop3kit(String name, String text, List<String> options, boolean strict, boolean judged, String seed) {
        this.name = name;
        this.text = text;
        this.options = List.copyOf(options);
        this.strict = strict;
        this.judged = judged;
        this.seed = seed;
    }

    /** Serves the account alice, with the password s3cret and three messages. */
    public static Pop3kit ordinary() {
        return text(DEFAULT_SCENARIO);
    }

    /**
     * Serves a scenario file. The name is that of a resource beside the test class or at the root of the class path, or of a
     * file, relative to the current folder.
     */
    public static Pop3kit scenario(String name) {
        return new Pop3kit(name, null, List.of(), false, true, null);
    }

    /** Serves a scenario that is given as a Lua text. */
    public static Pop3kit text(String lua) {
        return new Pop3kit(null, lua, List.of(), false, true, null);
    }

    /** Makes a test fail if a rule of the scenario never fired. */
    public Pop3kit strict() {
        return new Pop3kit(name, text, options, true, judged, seed);
    }

    /** Leaves the verdict to the test, which calls verdict() or verify() itself. */
    public Pop3kit unverified() {
        return new Pop3kit(name, text, options, strict, false, seed);
    }

    /** Replaces the seed of the scenario. */
    public Pop3kit seed(long seed) {
        return new Pop3kit(name, text, options, strict, judged, Long.toUnsignedString(seed));
    }

    /** Adds arguments of `pop3kit serve`. */
    public Pop3kit options(String... further) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(further));
        return new Pop3kit(name, text, all, strict, judged, seed);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (classes.getAndIncrement() == 0) begin(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (tests.incrementAndGet() > 1) {
            throw new Pop3kitException("two tests use this server at the same time; make the field non-static, or run the tests of this class in one thread", 0);
        }
        if (classes.get() == 0 || !isRunning()) {
            begin(context);
        } else {
            beginAnew(source, seed);
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (!isRunning()) return;
        if (context.getExecutionException().isPresent()) {
            try {
                context.getExecutionException().get().addSuppressed(new Pop3kitException(dialogue(), 0));
            } catch (Pop3kitException error) {
                context.getExecutionException().get().addSuppressed(error);
            }
        } else if (judged) {
            verify();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        tests.decrementAndGet();
        if (classes.get() == 0) close();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (classes.decrementAndGet() == 0) close();
    }

    private void begin(ExtensionContext context) {
        source = name == null ? new Source(null, text) : find(context.getRequiredTestClass());
        List<String> all = new ArrayList<>(options);
        if (seed != null) all.addAll(List.of("--seed", seed));
        start(source, all, strict);
    }

    private Source find(Class<?> test) {
        URL found = test.getResource(name);
        if (found == null) found = test.getResource("/" + name);
        Path file = Path.of(name).toAbsolutePath().normalize();
        try {
            if (found == null) {
                if (Files.exists(file)) return new Source(file, null);
                throw new Pop3kitException("the scenario '" + name + "' is neither a resource of " + test.getName()
                        + " nor a file in the current folder", 0);
            }
            if (found.getProtocol().equals("file")) return new Source(Path.of(found.toURI()), null);
            try (InputStream packed = found.openStream()) {
                return new Source(null, new String(packed.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (URISyntaxException error) {
            throw new IllegalStateException(error);
        }
    }
}
