package io.jenkins.plugins.releasechecklist.actions.cli;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.actions.page.HeaderView;
import io.jenkins.plugins.releasechecklist.actions.page.SummaryView;
import io.jenkins.plugins.releasechecklist.actions.rest.ReleaseReading;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** {@code release-status JOB BUILD}: where a release stands, and what it waits for. */
@Extension
@Restricted(NoExternalUse.class)
public class ReleaseStatusCommand extends ReleaseCommand {
    /** The record cannot be believed, or is not there. */
    static final int DAMAGED = 16;

    @Override
    public String getShortDescription() {
        return Messages.ReleaseStatusCommand_shortDescription();
    }

    @Override
    int run(Run<?, ?> run) throws IOException {
        SummaryView summary = ReleaseReading.of(run).summary("");
        if (!summary.problem().isEmpty()) {
            return refuse(summary.problem(), DAMAGED);
        }
        HeaderView header = summary.header().orElseThrow();
        stdout.println(Messages.ReleaseStatusCommand_release(header.title(), header.type()));
        stdout.println(header.status().text());
        stdout.println(header.progress());
        header.waitingFor().forEach(what -> stdout.println(Messages.ReleaseStatusCommand_waitsFor(what)));
        summary.decisions().stream()
                .filter(decision -> !decision.changes().isEmpty())
                .forEach(decision ->
                        stdout.println(Messages.ReleaseStatusCommand_changes(decision.title(), decision.changes())));
        return 0;
    }
}
