import hudson.init.InitMilestone
import hudson.model.BooleanParameterDefinition
import hudson.model.ChoiceParameterDefinition
import hudson.model.ParametersAction
import hudson.model.ParametersDefinitionProperty
import hudson.model.StringParameterValue
import hudson.model.User
import hudson.plugins.git.BranchSpec
import hudson.plugins.git.GitSCM
import hudson.plugins.git.GitTool
import hudson.plugins.git.UserRemoteConfig
import java.time.Instant
import java.time.ZoneOffset
import java.util.regex.Matcher
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration
import org.eclipse.jgit.api.Git
import org.eclipse.jgit.lib.PersonIdent
import org.jenkinsci.plugins.gitclient.JGitTool
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def jenkins = Jenkins.get()
def sources = new File(System.getenv('OCTOACME_SOURCES'))
def repository = new File(jenkins.rootDir, 'repositories/octoacme-shop')
def commits = new File(sources, 'commits.txt').readLines().findAll { !it.startsWith('#') }.collect { it.split(/ \| ?/, -1)*.trim() }
def versions = commits*.first().unique()

/** The plan of the shop with the release notes of a version. */
def plan = { String version ->
  def text = new File(sources, 'release-plan.yaml').text
  def notes = new File(sources, "notes/${version}.yaml")
  notes.exists() ? text.replaceFirst(/(?m)^notes:\n(?:  .*\n)*/, Matcher.quoteReplacement('notes:\n' + notes.text)) : text
}

/** The history of the shop up to today: with the same sources the same commits, each time. Java does it, since there may be no git. */
def history = {
  repository.deleteDir()
  def git = Git.init().setDirectory(repository).setInitialBranch('main').call()
  def time = Instant.parse('2026-03-02T08:00:00Z')
  def commit = { String who, String message ->
    time = time.plusSeconds(31 * 3600)
    def author = new PersonIdent(User.getById(who, true).fullName, "${who}@octoacme.example", time, ZoneOffset.UTC)
    git.add().addFilepattern('.').call()
    git.commit().setMessage(message).setAuthor(author).setCommitter(author).setSign(false).call()
  }
  def write = { String name, String text ->
    def file = new File(repository, name)
    file.parentFile.mkdirs()
    file.text = text
    file.executable = name.endsWith('.sh')
  }
  ['Deploy.java', 'deploy.sh', 'docs/rollback.md'].each { write(it, new File(sources, it).text) }
  write('Jenkinsfile', "pipeline {\n  agent any\n  stages { stage('Staging') { steps { sh './deploy.sh staging' } } }\n}\n")
  commits.groupBy { it[0] }.each { version, ofVersion ->
    ofVersion.each { row ->
      def (_, who, area, subject, more) = row
      def file = new File(repository, "docs/${area}.md")
      write("docs/${area}.md", (file.exists() ? file.text : "# ${area}\n\n") + "* ${subject.replaceFirst(/^[^:]*: /, '')}\n")
      if (area == 'release') {
        write('Jenkinsfile', new File(sources, 'Jenkinsfile').text)
      }
      commit(who, more ? "${subject}\n\n${more}" : subject)
    }
    if (version != versions.first()) {
      write('release-plan.yaml', plan(version))
      commit('pm', "docs: write the release notes of ${version}")
    }
    git.tag().setName("v${version}").setAnnotated(false).setSigned(false).call()
  }
  git.close()
}
history()

// A team would have a server for that; Jenkins is careful with repositories on its own disk.
GitSCM.ALLOW_LOCAL_CHECKOUT = true
jenkins.getDescriptorByType(GitTool.DescriptorImpl).setInstallations([new JGitTool([])] as GitTool[])

// The tag of the version that is asked for, under one name, so that each build tells what came since the build before it.
def remote = new UserRemoteConfig(repository.toURI().toString(), 'origin', '+refs/tags/v${VERSION}:refs/remotes/origin/release', null)
def scm = new GitSCM([remote], [new BranchSpec('origin/release')], null, JGitTool.MAGIC_EXENAME, [])
def shop = jenkins.getItem('octoacme-shop') ?: jenkins.createProject(WorkflowJob, 'octoacme-shop')
shop.definition = new CpsScmFlowDefinition(scm, 'Jenkinsfile')
shop.description = 'Releases the demo shop. Start it as devops, then decide as pm and qa.'
shop.removeProperty(ParametersDefinitionProperty)
shop.addProperty(new ParametersDefinitionProperty(
  new ChoiceParameterDefinition('VERSION', versions.drop(1) as String[], 'What to release.'),
  new BooleanParameterDefinition('STAGING_ONLY', false, 'End after staging. Promote the release later, on its page.'),
  new BooleanParameterDefinition('BREAK_PRODUCTION', false, 'Deploy something to production that does not work.')))
shop.save()

def withoutGo = jenkins.getItem('without-a-go') ?: jenkins.createProject(WorkflowJob, 'without-a-go')
withoutGo.definition = new CpsFlowDefinition(new File(sources, 'WithoutGo.Jenkinsfile').text, true)
withoutGo.description = 'Tries ten ways to get the key of production without its Go, and then the right one: qa says Go.'
withoutGo.save()

Thread.startDaemon('demo-banner') {
  while (jenkins.initLevel != InitMilestone.COMPLETED) {
    sleep 500
  }
  if (!shop.lastBuild) {
    // From the time before the checklist: 2.3.0 with a Jenkinsfile of its own, so that 2.4.0 has something to be compared with.
    shop.scheduleBuild2(0, new ParametersAction(new StringParameterValue('VERSION', versions.first()))).get()
  }
  println """
================================================================================
  The demo is ready:  ${JenkinsLocationConfiguration.get().url}job/octoacme-shop/
  The demo shop:      ${System.getenv('OCTOACME_SHOP')}/

  People: pm, qa, devops, support, reader (and admin); every password is the name.
  Start the job as devops, sign the pre-release items, say Go as pm and as qa.
  Ctrl-C ends everything. What was released is kept until bin/demo --fresh.
================================================================================
"""
}
