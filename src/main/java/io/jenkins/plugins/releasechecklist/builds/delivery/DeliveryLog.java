package io.jenkins.plugins.releasechecklist.builds.delivery;

/** Where it is told how deliveries go, and what hides secrets in the words of receivers. Safe for use by many threads. */
public interface DeliveryLog {
    /** Tells nobody, and hides nothing: for what is sent without a step. */
    DeliveryLog SILENT = new DeliveryLog() {
        @Override
        public void line(String line) {
            // The record says it.
        }

        @Override
        public String mask(String text) {
            return text;
        }
    };

    /** Tells something in one line. */
    void line(String line);

    /** The text without the secrets of the build. */
    String mask(String text);
}
