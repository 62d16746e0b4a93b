package pop3kit;

/** The client did not meet the expectations. The message has each difference. */
public final class VerdictError extends AssertionError {
    private static final long serialVersionUID = 1;

    VerdictError(String message) {
        super(message);
    }
}
