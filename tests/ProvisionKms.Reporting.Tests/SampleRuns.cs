using ProvisionKms.Diagnostics;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Rehearsal.Reports;

namespace ProvisionKms.Reporting.Tests;

/// <summary>Runs as they come out of apply, without an image.</summary>
internal static class SampleRuns
{
    private const string OldAnswerFile = """
        <unattend xmlns="urn:schemas-microsoft-com:unattend">
          <ProductKey>AAAAA-BBBBB-CCCCC-DDDDD-EEEEE</ProductKey>
          <UserAccounts><AdministratorPassword><Value>hunter2</Value></AdministratorPassword></UserAccounts>
        </unattend>
        """;

    private static readonly PlannedEdit s_registry = new(
        "registry", @"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform", "create",
        "KeyManagementServiceName=kms.ovh.net, KeyManagementServicePort=1688", "Windows' own activation finds the host even if no script runs");

    private static readonly PlannedEdit s_answerFile = new(
        "answer-file", @"Windows\Panther\unattend.xml", "change", "specialize ProductKey N69G4-B89J2-4G8F4-WWYCC-J464C", "the KMS client key of Windows Server 2019 Standard");

    private static readonly PlannedEdit s_kept = new("script", @"Windows\Setup\Scripts\SetupComplete.cmd", "keep", "a block that calls Activate.cmd", "it is there already");

    public static RunRecord Usual { get; } = new(
        new RunReport(
            "windows-server-2019-standard-ovh-dedicated",
            new ReportedPlatform("ovh-dedicated", "kms.ovh.net", 1688),
            new ReportedImage("/images/install.wim", "wim"),
            "/images/out/install.wim",
            Changed: true,
            [Image(1), Image(2), new PlannedImage(3, "windows-server-2019", "datacenter", "WMDGN-G9PQG-XVVXX-R3X43-63DFG", [s_registry])])
        {
            Verification = new ReportedVerification(Ok: true, Planned: 7, Present: 7, UnplannedChanges: 0),
            ElapsedMs = 5400,
            Phases =
            [
                new("reading", 0, 1200), new("comparing with the output", 1200, 0.4), new("editing", 1200.4, 300), new("writing", 1500.4, 2900.6),
                new("verifying", 4401, 900), new("publishing", 5301, 99),
            ],
            Texts =
            [
                Change(1), Change(2),
                new TextChange(1, @"Windows\Setup\Scripts\ProvisionKms\settings.ini", null, "Method=kms\r\nKmsHost=kms.ovh.net\r\n"),
                new TextChange(2, @"Windows\Setup\Scripts\ProvisionKms\settings.ini", null, "Method=kms\r\nKmsHost=kms.ovh.net\r\n"),
            ],
            Findings = [new Diagnostic(Codes.ReportNotWritten, "'out/report.json' could not be written: no space left", Hint: "make room")],
        },
        "0.1.0",
        new FileDigest("recipes/standard.yaml", new string('a', 64)),
        new FileDigest("/images/install.wim", new string('b', 64)),
        new FileDigest("/images/out/install.wim", new string('c', 64)),
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        new DateTimeOffset(2026, 1, 2, 3, 4, 11, TimeSpan.Zero));

    public static RunRecord Rehearsed { get; } = Usual with { Rehearsal = Rehearsal(ok: true) };

    public static RehearsalReport Rehearsal(bool ok) => new(
        ok, ok ? "passed" : "failed", "sample", new ReportedImage("/images/out/install.wim", "wim"), "8.0", [],
        [
            new("immediate-success", true, "passed", [1, 2], "the key is installed and activation succeeds at once", [], [new("slmgr.vbs /ato", 0, 3, "setup")], ["activated"], 1500, 20, 12),
            new("never-reachable", ok, ok ? "passed" : "failed", [1, 2], "boot goes on after the deadline",
                ok ? [] : [new("first boot was held for 700 s", 3, 1)], [new("slmgr.vbs /ato", -1, 3, "setup")], ["gave up"], 2500, 700, 700),
        ],
        [], 4000);

    private static PlannedImage Image(int index) => new(index, "windows-server-2019", "standard", "N69G4-B89J2-4G8F4-WWYCC-J464C", [s_registry, s_answerFile, s_kept])
    {
        Trigger = new ReportedTrigger("yes", StartupScript: false, "the image is generalized: the next start continues Windows Setup"),
    };

    private static TextChange Change(int index) => new(
        index, @"Windows\Panther\unattend.xml", OldAnswerFile, OldAnswerFile.Replace("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE", "N69G4-B89J2-4G8F4-WWYCC-J464C", StringComparison.Ordinal));
}
