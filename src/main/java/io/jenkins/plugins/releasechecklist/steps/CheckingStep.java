package io.jenkins.plugins.releasechecklist.steps;

import io.jenkins.plugins.releasechecklist.checks.ReleaseCheck;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that runs checks, and says what it means when they do not pass. */
public abstract class CheckingStep extends NamedRunStep {
    private static final long serialVersionUID = 1L;

    /** What a failure means. */
    public static final String DEFAULT_ON_FAILURE = "fail";

    private ArrayList<ReleaseCheck> checks = new ArrayList<>();

    @DataBoundSetter
    String onFailure = DEFAULT_ON_FAILURE;

    public List<ReleaseCheck> getChecks() {
        return List.copyOf(checks);
    }

    @DataBoundSetter
    public void setChecks(List<ReleaseCheck> checks) {
        this.checks = checks == null ? new ArrayList<>() : new ArrayList<>(checks);
    }

    public String getOnFailure() {
        return onFailure;
    }
}
