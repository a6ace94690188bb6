package io.jenkins.plugins.releasechecklist.engine.probe.version;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Passes when every instance tells the expected version. {@link VersionProbe#expecting} makes one.
 *
 * @param requests one for each URL, expecting the version
 * @param everyAddress whether every address behind the names is asked
 */
public record VersionCheck(List<HttpCheck> requests, boolean everyAddress) implements Check {
    /** Copies the requests. */
    public VersionCheck {
        requests = List.copyOf(requests);
    }

    @Override
    public String name() {
        return VersionProbe.CHECK_NAME;
    }

    @Override
    public String kind() {
        return "version";
    }

    @Override
    public String target() {
        String first = requests.get(0).target();
        return requests.size() == 1 ? first : first + " and " + (requests.size() - 1) + " more";
    }

    @Override
    public String host() {
        return requests.get(0).host();
    }

    @Override
    public CompletableFuture<Observation> attempt(ProbeContext context) {
        if (requests.size() == 1 && !everyAddress) {
            return requests.get(0).attempt(context);
        }
        return new VersionAttempt(this, context).start();
    }
}
