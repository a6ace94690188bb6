package io.jenkins.plugins.releasechecklist.steps.check;

import hudson.remoting.Channel;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Cancels what an agent does when nobody can hear of it any more, because the connection to the controller is closed. */
final class LostController extends Channel.Listener implements AutoCloseable {
    private final Channel channel;
    private final CompletableFuture<?> work;

    /**
     * Begins to watch.
     *
     * @param channel the connection to the controller; null where there is none, because the work is done on it
     * @param work what is cancelled
     */
    LostController(Channel channel, CompletableFuture<?> work) {
        this.channel = channel;
        this.work = work;
        if (channel != null) {
            watch();
        }
    }

    private void watch() {
        channel.addListener(this);
        if (channel.isClosingOrClosed()) {
            work.cancel(true);
        }
    }

    @Override
    public void onClosed(Channel closed, IOException cause) {
        work.cancel(true);
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.removeListener(this);
        }
    }
}
