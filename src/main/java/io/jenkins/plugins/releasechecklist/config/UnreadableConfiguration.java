package io.jenkins.plugins.releasechecklist.config;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Tells administrators what of the saved configuration could not be read: until it is corrected, gates stay closed. */
@Extension
@Restricted(NoExternalUse.class)
public class UnreadableConfiguration extends AdministrativeMonitor {
    @Override
    public String getDisplayName() {
        return Messages.UnreadableConfiguration_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getProblems().isEmpty();
    }

    /** What is wrong with each rule that could not be read. Those of folders are told at their gates. */
    public List<String> getProblems() {
        return ReleaseChecklistConfiguration.get().getEnvironments().stream()
                .filter(rule -> !rule.getProblem().isEmpty())
                .map(rule -> rule.getName() + ": " + rule.getProblem())
                .toList();
    }
}
