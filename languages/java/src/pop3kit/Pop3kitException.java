package pop3kit;

/** The server could not be started or did not do what it was asked to. */
public final class Pop3kitException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    Pop3kitException(String message, Throwable cause) {
        super(message, cause);
        status = 0;
    }

    Pop3kitException(String message, int status) {
        super(message);
        this.status = status;
    }

    /** The HTTP status of the control room's answer, or 0 if there was no answer. */
    public int status() {
        return status;
    }
}
