package io.jenkins.plugins.releasechecklist.builds.record;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class RecordPointerTest {

    @Test
    void isReadFromABuildThatNamesTheClassByItsEarlierPackage(JenkinsRule jenkins) {
        RecordPointer pointer = (RecordPointer) Run.XSTREAM2.fromXML("""
                <io.jenkins.plugins.releasechecklist.builds.RecordPointer plugin="release-checklist@1.0-SNAPSHOT">
                  <status>RELEASED</status>
                  <version>2.4.0</version>
                  <type>minor</type>
                  <kept>true</kept>
                </io.jenkins.plugins.releasechecklist.builds.RecordPointer>
                """);

        assertThat(pointer.getStatus()).isEqualTo("RELEASED");
        assertThat(pointer.getVersion()).isEqualTo("2.4.0");
        assertThat(pointer.getType()).isEqualTo("minor");
        assertThat(Run.XSTREAM2.toXML(pointer)).contains("<kept>true</kept>");
    }
}
