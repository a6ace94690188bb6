package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.XStream2;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironments;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a rule of which XStream would read a part only. */
class SavedEnvironmentsTest {
    private static final String PACKAGE = "io.jenkins.plugins.releasechecklist.config.environment.";

    private final XStream2 xstream = new XStream2();

    @Test
    void whatIsSavedIsReadAgain() {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        Rules.fill(production);

        ProtectedEnvironments read = read(xstream.toXML(ProtectedEnvironments.of(List.of(production))));

        assertThat(read.rules()).singleElement().satisfies(Rules::assertFilled);
        assertThat(read.rules().get(0).getProblem()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "<veto>yes</veto> | veto: expected true or false, found 'yes'",
                "<forbidSelfApproval/> | forbidSelfApproval: expected true or false, found ''",
                "<forbidAuthors>True</forbidAuthors> | forbidAuthors: expected true or false",
                "<forbidUnknownStarter>yes</forbidUnknownStarter> | forbidUnknownStarter: expected true or false",
                "<forbidOverrideByExcluded>1</forbidOverrideByExcluded> | forbidOverrideByExcluded: expected true or false",
                "<exclusive>on</exclusive> | exclusive: expected true or false",
                "<approvalLifetime>0s</approvalLifetime> | longer than zero",
                "<reminders>1h, later</reminders> | 'later'",
                "<forbidSelfAproval>true</forbidSelfAproval> | forbidSelfAproval",
                "<starters><string>Dev Ops!</string></starters> | role of starters",
                "<template>Octo Acme</template> | template: expected lower-case",
                "<requires><string>Backup</string></requires> | required item",
                "<approvals><P.RequiredApproval><role>Q A</role></P.RequiredApproval></approvals> | role of an approval",
                "<approvals><P.RequiredApproval><role>qa</role><count>two</count></P.RequiredApproval></approvals> | two",
                "<approvals><P.RequiredApproval><role>qa</role><count>-1</count></P.RequiredApproval></approvals> | 1 to 50",
                "<approvals><P.RequiredApproval><role>qa</role><cuont>3</cuont></P.RequiredApproval></approvals> | cuont",
                "<approvals><P.Approval><role>qa</role></P.Approval></approvals> | P.Approval",
                "<approvals><string>qa</string></approvals> | ",
                "<approvals><null/></approvals> | ",
                "<windows><P.DeploymentWindow><from>9</from></P.DeploymentWindow></windows> | window.from",
                "<windows><null/></windows> | ",
                "<window>MON 09:00-16:00</window> | window: expected a time zone",
                "<freezes><P.FreezePeriod><from>tomorrow</from></P.FreezePeriod></freezes> | reason of a freeze",
                "<freezes><string>x</string></freezes> | ",
                "<calendar>BEGIN:VEVENT</calendar> | calendar: line 1: expected BEGIN:VCALENDAR",
                "<conditions><P.HttpCondition><id>cm</id><url>https://cm/{verison}</url></P.HttpCondition></conditions> | condition 'cm'",
                "<conditions><P.HttpCondition><id>cm</id><url>http://cm</url><every>1s</every></P.HttpCondition></conditions> | 10s to 1d",
                "<conditions><P.HttpCondition><id>cm</id><url>http://cm</url><anser>$.x</anser></P.HttpCondition></conditions> | anser",
                "<conditions><string>x</string></conditions> | ",
                "<escalation><after>8h</after></escalation> | role of an escalation",
                "<escalation class='string'>x</escalation> | "
            })
    void aRuleOfWhichAPartIsLostHasAProblem(String part, String problem) {
        ProtectedEnvironments read =
                read("<P.ProtectedEnvironments><P.ProtectedEnvironment><name>production</name>" + part
                        + "</P.ProtectedEnvironment><P.ProtectedEnvironment><name>staging</name></P.ProtectedEnvironment>"
                        + "</P.ProtectedEnvironments>");

        assertThat(read.rules()).extracting(ProtectedEnvironment::getName).containsExactly("production", "staging");
        assertThat(read.rules().get(0).getProblem())
                .isNotEmpty()
                .hasLineCount(1)
                .contains(problem == null ? "" : problem.replace("P.", PACKAGE));
        assertThat(read.rules().get(1).getProblem()).isEmpty();
        assertThat(read(xstream.toXML(read)).rules().get(0).getProblem())
                .isEqualTo(read.rules().get(0).getProblem());
    }

    @Test
    void aZoneThatWasTakenBeforeIsReadAsItWasMeant() {
        ProtectedEnvironments read = read(
                "<P.ProtectedEnvironments><P.ProtectedEnvironment><name>production</name>"
                        + "<windows><P.DeploymentWindow><from>09:00</from><to>16:00</to><zone>CET</zone></P.DeploymentWindow></windows>"
                        + "<freezes><P.FreezePeriod><from>2026-12-20T00:00</from><until>2027-01-04T00:00</until><zone>Etc/GMT+1</zone>"
                        + "<reason>holidays</reason></P.FreezePeriod></freezes></P.ProtectedEnvironment></P.ProtectedEnvironments>");

        ProtectedEnvironment rule = read.rules().get(0);
        assertThat(rule.getProblem()).isEmpty();
        assertThat(rule.getWindows().get(0).toWindow().hours().zone()).isEqualTo(ZoneId.of("CET"));
        assertThat(rule.getFreezes().get(0).toFreeze().zone()).isEqualTo(ZoneId.of("Etc/GMT+1"));
    }

    @ParameterizedTest
    @CsvSource({
        "<P.ProtectedEnvironment/>, enter a name",
        "<P.ProtectedEnvironment><name> </name></P.ProtectedEnvironment>, enter a name",
        "<P.ProtectedEnvironmnt><name>staging</name></P.ProtectedEnvironmnt>, ProtectedEnvironmnt",
        "<string>staging</string>, 'string'",
        "<null/>, 'null'"
    })
    void aRuleWithoutAReadableNameIsAboutEveryEnvironment(String rule, String problem) {
        ProtectedEnvironments read = read("<P.ProtectedEnvironments>" + rule + "</P.ProtectedEnvironments>");
        assertThat(read.covering(List.of("anything")))
                .singleElement()
                .satisfies(every -> assertThat(every.getProblem()).contains(problem));
    }

    @ParameterizedTest
    @CsvSource({
        "Production, production, ''",
        "'production&#xA0;', production, ''",
        "pr\u043Ed*, pr\u043Ed*, U+043E (CYRILLIC SMALL LETTER O) as character 3"
    })
    void aNameThatWasSavedStillProtects(String saved, String environment, String problem) {
        ProtectedEnvironments read = read("<P.ProtectedEnvironments><P.ProtectedEnvironment><name>" + saved
                + "</name></P.ProtectedEnvironment></P.ProtectedEnvironments>");
        assertThat(read.covering(List.of(environment))).singleElement().satisfies(rule -> {
            assertThat(rule.getName()).isEqualTo(environment);
            assertThat(rule.getProblem()).contains(problem);
            assertThat(problem.isEmpty()).isEqualTo(rule.getProblem().isEmpty());
            assertThat(read(xstream.toXML(read)).rules().get(0).getProblem()).isEqualTo(rule.getProblem());
        });
    }

    @Test
    void aFolderThatLostItsRulesIsClosed() {
        FolderProtection read =
                (FolderProtection) xstream.fromXML("<io.jenkins.plugins.releasechecklist.config.FolderProtection/>");
        assertThat(read.covering(List.of("anything")))
                .singleElement()
                .satisfies(every -> assertThat(every.getProblem()).startsWith("environments: expected"));
    }

    private ProtectedEnvironments read(String xml) {
        return (ProtectedEnvironments)
                xstream.fromXML(xml.replace("<P.", "<" + PACKAGE).replace("</P.", "</" + PACKAGE));
    }
}
