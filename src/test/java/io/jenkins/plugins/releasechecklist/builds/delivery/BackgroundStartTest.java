package io.jenkins.plugins.releasechecklist.builds.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@InSharedJenkins
class BackgroundStartTest {
    private static final String PIPELINE = "org.jenkinsci.plugins.workflow.flow.FlowExecutionList$ItemListenerImpl";

    @Test
    void comesAfterPipelineHasLoadedWhatItResumes(JenkinsRule jenkins) {
        List<String> listeners = ItemListener.all().stream()
                .map(listener -> listener.getClass().getName())
                .toList();
        assertThat(listeners).containsSubsequence(PIPELINE, BackgroundStart.class.getName());
    }
}
