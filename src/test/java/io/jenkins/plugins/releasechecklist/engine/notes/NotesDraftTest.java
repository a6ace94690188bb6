package io.jenkins.plugins.releasechecklist.engine.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotesDraftTest {

    @Test
    void trimsValuesAndDropsBlankOnes() {
        NotesDraft draft = new NotesDraft(
                Optional.of("  Faster checkout \n"),
                List.of(" New form ", " ", ""),
                Optional.of(" \t "),
                List.of("\n"));

        assertThat(draft.summary()).contains("Faster checkout");
        assertThat(draft.changes()).containsExactly("New form");
        assertThat(draft.migration()).isEmpty();
        assertThat(draft.knownIssues()).isEmpty();
    }

    @Test
    void normalisesLineEndsAndDropsWhatNobodySees() {
        NotesDraft draft = new NotesDraft(
                Optional.of("one\r\ntwo\rthree\u2028four"), List.of("a\u202Eb\u0000c"), Optional.empty(), List.of());

        assertThat(draft.summary()).contains("one\ntwo\nthree\nfour");
        assertThat(draft.changes()).containsExactly("abc");
    }

    @Test
    void isEmptyWithoutAnyValueOnly() {
        assertThat(new NotesDraft(Optional.of(" "), List.of(" "), Optional.empty(), List.of()).isEmpty())
                .isTrue();
        assertThat(NotesDraft.EMPTY.isEmpty()).isTrue();
        assertThat(new NotesDraft(Optional.empty(), List.of(), Optional.empty(), List.of("slow")).isEmpty())
                .isFalse();
    }

    @Test
    void winsPerFieldWhenMergedAndAppendsChanges() {
        NotesDraft step = new NotesDraft(Optional.of("step"), List.of("a", "b"), Optional.empty(), List.of());
        NotesDraft plan = new NotesDraft(Optional.of("plan"), List.of("b", "c"), Optional.of("run x"), List.of("slow"));

        assertThat(step.merge(plan))
                .isEqualTo(new NotesDraft(
                        Optional.of("step"), List.of("a", "b", "c"), Optional.of("run x"), List.of("slow")));
        assertThat(plan.merge(step).knownIssues()).containsExactly("slow");
    }

    @Test
    void fillsOnlyGapsOfWhatAPersonWrote() {
        NotesDraft person = new NotesDraft(Optional.of("person"), List.of("a"), Optional.empty(), List.of());
        NotesDraft step = new NotesDraft(Optional.of("step"), List.of("b"), Optional.of("run x"), List.of("slow"));

        assertThat(person.orElse(step))
                .isEqualTo(new NotesDraft(Optional.of("person"), List.of("a"), Optional.of("run x"), List.of("slow")));
    }

    @Test
    void namesTheFieldThatIsNull() {
        assertThatThrownBy(
                        () -> new NotesDraft(Optional.empty(), Arrays.asList("a", null), Optional.empty(), List.of()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("notes.changes: expected text, found null");
    }
}
