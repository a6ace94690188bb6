package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.record.state.UngatedDeployment;
import java.util.Optional;

/**
 * A deployment to a protected environment without a Go.
 *
 * @param environment where
 * @param item the id of the item that showed it; null when a verification did
 * @param run the id of the run that showed it; null when a person did
 * @param reason why it was none with a Go
 * @param at when that was seen, in UTC (ISO-8601)
 */
public record UngatedJson(String environment, Optional<String> item, Optional<String> run, String reason, String at) {
    public static UngatedJson of(UngatedDeployment deployment) {
        return new UngatedJson(
                deployment.told().environment(),
                deployment.told().item(),
                deployment.told().run(),
                deployment.told().why().text(),
                deployment.at().toString());
    }
}
