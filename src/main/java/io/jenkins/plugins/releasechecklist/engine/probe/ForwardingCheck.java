package io.jenkins.plugins.releasechecklist.engine.probe;

import java.util.concurrent.CompletableFuture;

/** A check that adds something to another one. */
public interface ForwardingCheck extends Check {
    /** The other one. */
    Check check();

    @Override
    default String name() {
        return check().name();
    }

    @Override
    default String kind() {
        return check().kind();
    }

    @Override
    default String target() {
        return check().target();
    }

    @Override
    default String host() {
        return check().host();
    }

    @Override
    default CompletableFuture<Observation> attempt(ProbeContext context) {
        return check().attempt(context);
    }
}
