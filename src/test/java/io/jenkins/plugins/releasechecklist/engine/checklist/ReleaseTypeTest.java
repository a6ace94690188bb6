package io.jenkins.plugins.releasechecklist.engine.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReleaseTypeTest {
    @Test
    void isNamedInAnyCase() {
        assertThat(ReleaseType.named("patch")).contains(ReleaseType.PATCH);
        assertThat(ReleaseType.named(" Minor ")).contains(ReleaseType.MINOR);
        assertThat(ReleaseType.named("MAJOR")).contains(ReleaseType.MAJOR);
        assertThat(ReleaseType.named("hotfix")).isEmpty();
        assertThat(ReleaseType.named("")).isEmpty();
    }

    @Test
    void saysItsNameInLowerCase() {
        assertThat(ReleaseType.values()).extracting(ReleaseType::id).containsExactly("patch", "minor", "major");
    }
}
