package io.jenkins.plugins.releasechecklist.steps.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.console.ConsoleLogFilter;
import hudson.console.LineTransformationOutputStream;
import hudson.model.AbstractBuild;
import hudson.model.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.Test;

class SecretMaskerTest {
    private static final ConsoleLogFilter HIDING = new Hiding();
    private static final TaskListenerDecorator TIMING = new Timing();

    @Test
    void leavesTextAloneWhereNothingIsSecret() throws Exception {
        SecretMasker masking = SecretMasker.of(new Context(Map.of()));

        assertThat(masking.mask("  no connection \n to s3cret ")).isEqualTo("  no connection \n to s3cret ");
    }

    @Test
    void hidesWhatTheLogHides() throws Exception {
        SecretMasker masking = SecretMasker.of(new Context(Map.of(ConsoleLogFilter.class, HIDING)));

        assertThat(masking.mask("key=s3cret, ünïcode\nand s3cret")).isEqualTo("key=****, ünïcode\nand ****");
        assertThat(masking.mask("")).isEmpty();
        assertThat(masking.mask(Optional.of("s3cret"))).contains("****");
        assertThat(masking.mask(Optional.<String>empty())).isEmpty();
        assertThat(masking.mask(List.of("a", "s3cret"))).containsExactly("a", "****");
    }

    @Test
    void keepsTheTimeThatTheLogShowsOutOfTheText() throws Exception {
        SecretMasker masking = SecretMasker.of(
                new Context(Map.of(ConsoleLogFilter.class, HIDING, TaskListenerDecorator.class, TIMING)));

        assertThat(masking.mask("key=s3cret\nover")).isEqualTo("key=****\nover");
    }

    /** Like {@code withCredentials}: overrides the old method alone. */
    private static final class Hiding extends ConsoleLogFilter implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("rawtypes")
        public OutputStream decorateLogger(AbstractBuild build, OutputStream logger) {
            return new Lines(logger, line -> line.replace("s3cret", "****"));
        }
    }

    /** Like {@code timestamps}. */
    private static final class Timing extends TaskListenerDecorator {
        private static final long serialVersionUID = 1L;

        @Override
        public OutputStream decorate(OutputStream logger) {
            return new Lines(logger, line -> "[12:00] " + line);
        }
    }

    private static final class Lines extends LineTransformationOutputStream.Delegating {
        private final UnaryOperator<String> change;

        Lines(OutputStream out, UnaryOperator<String> change) {
            super(out);
            this.change = change;
        }

        @Override
        protected void eol(byte[] bytes, int length) throws IOException {
            String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
            out.write(change.apply(line).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final class Context extends StepContext {
        private static final long serialVersionUID = 1L;

        private final transient Map<Class<?>, Object> values;

        Context(Map<Class<?>, Object> values) {
            this.values = values;
        }

        @Override
        public <T> T get(Class<T> key) {
            return key.cast(values.get(key));
        }

        @Override
        public void onSuccess(Object result) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onFailure(Throwable cause) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public ListenableFuture<Void> saveState() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setResult(Result result) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
