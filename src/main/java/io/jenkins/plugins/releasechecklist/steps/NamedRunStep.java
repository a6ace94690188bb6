package io.jenkins.plugins.releasechecklist.steps;

import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import org.kohsuke.stapler.DataBoundSetter;

/** A step whose runs have a name, so that later attempts of the same are known as such. */
public abstract class NamedRunStep extends ReleaseStep {
    private static final long serialVersionUID = 1L;

    private String environment;
    private String name;

    public String getEnvironment() {
        return environment;
    }

    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Parameters.orNull(environment);
    }

    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Parameters.orNull(name);
    }
}
