package io.jenkins.plugins.releasechecklist.steps.check;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

/**
 * Takes results as they come. One that goes to an agent stays where it is; the agent calls it from there. Public, because remoting makes
 * proxies of it in other class loaders.
 */
public interface ResultSink extends SerializableOnlyOverRemoting {
    /**
     * Takes some results.
     *
     * @param results of checks that are settled, each once
     * @throws IOException if they cannot be kept; then the checks need not go on
     */
    void settled(List<CheckResult> results) throws IOException;
}
