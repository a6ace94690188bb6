package io.jenkins.plugins.releasechecklist.steps;

import org.kohsuke.stapler.DataBoundSetter;

/** A step whose runs have a name, so that later attempts of the same are known as such. */
public abstract class NamedRunStep extends ReleaseStep {
    private static final long serialVersionUID = 1L;

    @DataBoundSetter
    String environment;

    @DataBoundSetter
    String name;

    public String getEnvironment() {
        return environment;
    }

    public String getName() {
        return name;
    }
}
