package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.AbortException;
import hudson.model.FreeStyleProject;
import hudson.model.TaskListener;
import io.jenkins.plugins.releasechecklist.config.audience.Addressee;
import io.jenkins.plugins.releasechecklist.config.audience.Audience;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.engine.plan.Announcement;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.Plans;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AudiencesTest extends OneJenkins {
    private static final Optional<Plan> NO_PLAN = Optional.empty();

    private Folder outer;
    private Folder inner;
    private FreeStyleProject job;

    @BeforeEach
    void folders() throws Exception {
        outer = rule().createProject(Folder.class);
        inner = outer.createProject(Folder.class, "inner");
        job = inner.createProject(FreeStyleProject.class, "job");
        ReleaseChecklistConfiguration.get()
                .setChannels(Stream.of("mail", "chat", "pager", "hook", "qa")
                        .<Channel>map(name -> new WebhookChannel(name, "https://hooks.example.com/" + name))
                        .toList());
    }

    @Test
    void systemFoldersAndPlanAddUpTheNearestLast() throws Exception {
        configure(audience("support", "", "mail"));
        map(outer, audience("support", "", "chat, mail"));
        map(inner, audience("support", "", "pager"));

        assertThat(channels(Audiences.of(job, plan("audiences: {support: [hook, chat]}"), to("support"))))
                .containsExactly("mail", "chat", "pager", "hook");
        assertThat(channels(
                        Audiences.of(outer.createProject(FreeStyleProject.class, "beside"), NO_PLAN, to("support"))))
                .containsExactly("mail", "chat");
        assertThat(channels(Audiences.of(job(), NO_PLAN, to("support")))).containsExactly("mail");
    }

    @Test
    void theNearestIntroductionCounts() throws Exception {
        configure(audience("support", "Hello", "mail"));
        map(outer, audience("support", "Hello team"));
        map(inner, audience("support", " "));

        assertThat(Audiences.of(job, NO_PLAN, to("support")).get(0).introduction())
                .contains("Hello team");
        assertThat(Audiences.of(job(), NO_PLAN, to("support")).get(0).introduction())
                .contains("Hello");
    }

    @Test
    void aChannelOfTwoAudiencesIsThereOnceForBoth() throws Exception {
        configure(audience("support", "For support", "chat, mail"), audience("stakeholders", "For all", "mail"));

        List<Addressee> found = Audiences.of(job, NO_PLAN, to("support", "stakeholders"));

        assertThat(channels(found)).containsExactly("chat", "mail");
        assertThat(found.get(0).audiences()).containsExactly("support");
        assertThat(found.get(1).audiences()).containsExactly("support", "stakeholders");
        assertThat(found.get(1).introduction()).contains("For support\n\nFor all");
        assertThat(found.get(1).readers().areSupport()).isTrue();
    }

    @Test
    void aChannelThatIsNamedItselfHearsEverything() throws Exception {
        configure(audience("support", "For support", "mail"));

        List<Addressee> found =
                Audiences.of(job, NO_PLAN, List.of(Announcement.audience("support"), Announcement.channel("mail")));

        assertThat(found).singleElement().satisfies(mail -> {
            assertThat(mail.audiences()).isEmpty();
            assertThat(mail.introduction()).contains("For support");
        });
    }

    @Test
    void anAudienceThatNobodyMappedIsTheChannelOfTheSameName() throws Exception {
        List<Addressee> found = Audiences.of(job, NO_PLAN, to("qa"));
        assertThat(channels(found)).containsExactly("qa");
        assertThat(found.get(0).audiences()).containsExactly("qa");
        configure(audience("qa", "", "mail"));
        assertThat(channels(Audiences.of(job, NO_PLAN, to("qa")))).containsExactly("mail");
    }

    @Test
    void aNameThatIsNotSetUpIsToldWithThoseThatAre() {
        configure(audience("support", "", "mail", "gone"));

        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> Audiences.of(job, plan("audiences: {devops: [hook]}"), to("suport")))
                .withMessageContainingAll(
                        "'suport'", "chat, devops, hook, mail, pager, qa, support", "Did you mean 'support'?");
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> Audiences.of(job, NO_PLAN, to("support")))
                .withMessageContainingAll("audience 'support'", "channel 'gone'", "mail, chat, pager, hook, qa");
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> Audiences.of(job, NO_PLAN, List.of(Announcement.channel("mails"))))
                .withMessageContainingAll("no channel 'mails'", "mail, chat", "Did you mean 'mail'?");
        ReleaseChecklistConfiguration.get().setChannels(List.of());
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> Audiences.of(job, NO_PLAN, List.of(Announcement.channel("mail"))))
                .withMessageContaining("Known: none.");
    }

    @Test
    void whereNobodyWaitsForItWhatIsNotSetUpIsLeftOut() {
        configure(audience("on-call", "", "gone", "pager"));

        assertThat(channels(Audiences.ifSetUp(job, NO_PLAN, List.of("on-call", "nobody", "qa"))))
                .containsExactly("pager", "qa");
    }

    @Test
    void theFormsKeepAudiencesInTheSystemConfigurationAndInFolders() throws Exception {
        configure(audience("support", "Hello **team**\nand all", "mail", "chat"), new Audience("on-call"));
        map(inner, audience("support", "", "pager"));

        saveForm();
        rule().configRoundtrip(inner);
        rule().configRoundtrip(outer);

        List<Audience> found = ReleaseChecklistConfiguration.get().getAudiences();
        assertThat(found).extracting(Audience::getName).containsExactly("support", "on-call");
        assertThat(found.get(0).getChannels()).containsExactly("mail", "chat");
        assertThat(found.get(0).getIntroduction().lines()).containsExactly("Hello **team**", "and all");
        assertThat(found.get(1).getChannels()).isEmpty();
        FolderProtection protection = inner.getProperties().get(FolderProtection.class);
        assertThat(protection.getAudiences())
                .singleElement()
                .satisfies(audience -> assertThat(audience.getChannels()).containsExactly("pager"));
        assertThat(protection.getEnvironments()).isEmpty();
        assertThat(outer.getProperties().get(FolderProtection.class)).isNull();
    }

    @Test
    void theSymbolOfTheFolderPropertyTakesAudiences() throws Exception {
        FolderProtection property = new DescribableModel<>(FolderProtection.class)
                .instantiate(
                        Map.of("audiences", List.of(Map.of("name", "support", "channels", List.of("mail", "chat")))),
                        TaskListener.NULL);
        assertThat(property.getAudiences())
                .singleElement()
                .satisfies(audience -> assertThat(audience.getChannels()).containsExactly("mail", "chat"));
    }

    private static List<Announcement> to(String... audiences) {
        return Stream.of(audiences).map(Announcement::audience).toList();
    }

    private static Optional<Plan> plan(String text) {
        return Optional.of(Plans.read(text, "plan.yaml"));
    }

    private static Audience audience(String name, String introduction, String... channels) {
        Audience audience = new Audience(name);
        audience.setChannels(List.of(channels));
        audience.setIntroduction(introduction);
        return audience;
    }

    private static void configure(Audience... audiences) {
        ReleaseChecklistConfiguration.get().setAudiences(List.of(audiences));
    }

    private static void map(Folder folder, Audience... audiences) throws Exception {
        FolderProtection protection = new FolderProtection();
        protection.setAudiences(List.of(audiences));
        folder.addProperty(protection);
    }

    private static List<String> channels(List<Addressee> addressees) {
        return addressees.stream()
                .map(addressee -> addressee.channel().getName())
                .toList();
    }
}
