package io.jenkins.plugins.releasechecklist.config;

import io.jenkins.plugins.releasechecklist.config.audience.Audience;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironments;
import io.jenkins.plugins.releasechecklist.config.form.FormCopy;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.config.template.ChecklistTemplate;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** The lists of the submitted system configuration, each of them read before the first is taken over. */
final class ConfigurationForm {
    private final List<Role> roles;
    private final List<Channel> channels;
    private final List<Audience> audiences;
    private final List<ProtectedEnvironment> environments;
    private final List<ChecklistTemplate> templates;
    private final List<RelatedResource> resources;
    private final List<Reference> references;
    private final List<CredentialsTarget> credentialsTargets;
    private final List<TimeStampAuthority> timeStampAuthorities;

    /**
     * Reads the lists; one that is gone from the form is empty.
     *
     * @throws IllegalArgumentException if something in them is not allowed
     */
    ConfigurationForm(StaplerRequest2 request, JSONObject form) {
        roles = FormCopy.copy(request.bindJSONToList(Role.class, form.opt("roles")), Role::getName, "the role");
        channels = FormCopy.copy(
                request.bindJSONToList(Channel.class, form.opt("channels")), Channel::getName, "the channel");
        audiences = Audience.distinct(request.bindJSONToList(Audience.class, form.opt("audiences")));
        environments = ProtectedEnvironments.of(
                        request.bindJSONToList(ProtectedEnvironment.class, form.opt("environments")))
                .rules();
        templates = ChecklistTemplate.distinct(request.bindJSONToList(ChecklistTemplate.class, form.opt("templates")));
        resources = FormCopy.copy(
                request.bindJSONToList(RelatedResource.class, form.opt("resources")),
                RelatedResource::getTitle,
                "the resource");
        references = request.bindJSONToList(Reference.class, form.opt("references"));
        credentialsTargets = request.bindJSONToList(CredentialsTarget.class, form.opt("credentialsTargets"));
        timeStampAuthorities = FormCopy.copy(
                request.bindJSONToList(TimeStampAuthority.class, form.opt("timeStampAuthorities")),
                TimeStampAuthority::getName,
                "the time-stamp authority");
    }

    /** Replaces all lists. */
    void applyTo(ReleaseChecklistConfiguration configuration) {
        configuration.setRoles(roles);
        configuration.setChannels(channels);
        configuration.setAudiences(audiences);
        configuration.setEnvironments(environments);
        configuration.setTemplates(templates);
        configuration.setResources(resources);
        configuration.setReferences(references);
        configuration.setCredentialsTargets(credentialsTargets);
        configuration.setTimeStampAuthorities(timeStampAuthorities);
    }
}
