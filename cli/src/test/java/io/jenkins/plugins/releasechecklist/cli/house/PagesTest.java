package io.jenkins.plugins.releasechecklist.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links of the documentation lead to pages, headings, pictures and types that are there. */
class PagesTest {
    @ParameterizedTest
    @MethodSource("pages")
    void leadsNowhereElse(Page page) {
        assertThat(page.targets()).as("Links and pictures of %s", page).allMatch(page::leadsSomewhere);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void saysWhereItsShortLinksLead(Page page) {
        assertThat(page.definitions())
                .as("Lines [Name]: path at the end of %s", page)
                .containsAll(page.shortLinks());
    }

    private static List<Page> pages() throws IOException {
        return Page.all();
    }
}
