package io.jenkins.plugins.releasechecklist.builds.decision;

/** Why something that a person wants cannot be done, in words for that person. */
public class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public Refusal(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The kinds of refusal, each with its HTTP status. */
    public enum Kind {
        /** What was said cannot be understood or is not complete. */
        BAD_REQUEST(400),
        /** The person may not. */
        FORBIDDEN(403),
        /** There is no such gate or item. */
        NOT_FOUND(404),
        /** It is settled already. */
        CONFLICT(409);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }
}
