package io.jenkins.plugins.releasechecklist.steps;

import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.Step;

/**
 * A step of a release. The parameters are kept as the Jenkinsfile gives them, so that the form shows what was typed; they are
 * read, and wrong ones refused, when the step runs. Serializable, because the running step is kept over a restart.
 */
public abstract class ReleaseStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;
}
