package io.jenkins.plugins.releasechecklist.config;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Tells administrators which time-stamp authorities do not stamp the ledger, and why. */
@Extension
@Restricted(NoExternalUse.class)
public class MissingTimeStamps extends AdministrativeMonitor {
    @Override
    public String getDisplayName() {
        return Messages.MissingTimeStamps_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getProblems().isEmpty();
    }

    /** What is wrong with each authority. */
    public List<String> getProblems() {
        return ReleaseChecklistConfiguration.get().getTimeStampAuthorities().stream()
                .flatMap(authority -> authority.getStanding().problem().stream())
                .toList();
    }
}
