package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.config.audience.Audience;
import io.jenkins.plugins.releasechecklist.config.channel.EmailChannel;
import io.jenkins.plugins.releasechecklist.config.channel.SlackChannel;
import io.jenkins.plugins.releasechecklist.config.channel.TeamsChannel;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.config.environment.AttestationCondition;
import io.jenkins.plugins.releasechecklist.config.environment.DeploymentWindow;
import io.jenkins.plugins.releasechecklist.config.environment.Escalation;
import io.jenkins.plugins.releasechecklist.config.environment.FreezeExemption;
import io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod;
import io.jenkins.plugins.releasechecklist.config.environment.HttpCondition;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.config.template.ChecklistTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormHelpTest {
    private static final Pattern FIELD =
            Pattern.compile("<(?:f:entry|f:optionalProperty|c:rows) [^>]*field=\"(\\w+)\"");

    @ParameterizedTest
    @ValueSource(
            classes = {
                ReleaseChecklistConfiguration.class,
                Role.class,
                RequiredApproval.class,
                ProtectedEnvironment.class,
                WebhookChannel.class,
                EmailChannel.class,
                SlackChannel.class,
                TeamsChannel.class,
                Audience.class,
                Reference.class,
                RelatedResource.class,
                FolderProtection.class,
                DeploymentWindow.class,
                FreezePeriod.class,
                FreezeExemption.class,
                Escalation.class,
                HttpCondition.class,
                AttestationCondition.class,
                ChecklistTemplate.class
            })
    void everyFieldOfTheFormHasHelp(Class<?> described) throws IOException {
        List<String> fields = fields(described);
        assertThat(fields)
                .isNotEmpty()
                .allSatisfy(field -> assertThat(Stream.of(described, described.getSuperclass())
                                .map(type -> type.getResource(type.getSimpleName() + "/help-" + field + ".html"))
                                .filter(Objects::nonNull)
                                .findFirst())
                        .as(field)
                        .isPresent());
    }

    private static List<String> fields(Class<?> described) throws IOException {
        // The form of a page of its own.
        String form = described.getSimpleName()
                + (described == ReleaseChecklistConfiguration.class ? "/sections.jelly" : "/config.jelly");
        try (InputStream jelly = described.getResourceAsStream(form)) {
            String text = new String(jelly.readAllBytes(), StandardCharsets.UTF_8);
            return FIELD.matcher(text)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList();
        }
    }
}
