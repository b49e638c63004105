using ProvisionKms.FirstBoot;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Tests.FirstBoot;

/// <summary>Evaluation editions are converted outside of Setup, by the tasks.</summary>
public sealed class ActivateConversionTests : ActivateBench
{
    private const string CurrentVersion = @"SOFTWARE\Microsoft\Windows NT\CurrentVersion";
    private const string Dism = $"dism /online /set-edition:ServerStandard /productkey:{Key} /accepteula /norestart";
    private const string Restart = @"shutdown /r /t 5 /c ""ProvisionKms: the edition was converted""";

    private static readonly FirstBootSettings Evaluation = Kms with { ConvertTo = "ServerStandard" };

    [Theory]
    [InlineData("")]
    [InlineData("startup")]
    public void It_is_left_alone_in_Setup_and_at_start_up_and_converted_by_the_task(string mode)
    {
        SetEdition("ServerStandardEval");
        Prepare(Evaluation);

        var before = Run(2, mode);
        Assert.Equal([StartTask, SoonTask], before.Steps);
        Assert.Equal("waiting-for-conversion", before["state"]);

        Answers(new Answer("dism", 3010, "Restart needed"));
        Assert.Equal([Dism, Restart], Run(2, "task").Steps);

        SetEdition("ServerStandard");
        Answers();
        Assert.Equal([.. Manual, .. DeletedTasks], Run(0, "task").Steps);
    }

    [Fact]
    public void A_conversion_that_fails_restarts_nothing_and_is_given_up()
    {
        SetEdition("ServerDatacenterEval");
        Prepare(Evaluation, new Answer("dism", 1168, "Error: 1168"));

        var runs = Enumerable.Range(0, 3).Select(_ => Run(2, "task")).ToList();
        var last = Run(4, "task");

        Assert.All(runs, run => Assert.Equal([Dism], run.Steps));
        Assert.Equal(DeletedTasks, last.Steps);
        Assert.Equal("1168", runs[0]["errorCode"]);
        Assert.Equal("refused", last["state"]);
        Assert.Contains("did not come about in three attempts", last.Event, StringComparison.Ordinal);
    }

    [Fact]
    public void It_waits_while_Windows_Setup_runs()
    {
        SetEdition("ServerStandardEval");
        SetRegistry(RegistrySetting.Dword(@"SYSTEM\Setup", "SystemSetupInProgress", 1));
        Prepare(Evaluation);

        var run = Run(2, "task");
        SetRegistry(RegistrySetting.Dword(@"SYSTEM\Setup", "SystemSetupInProgress", 0));

        Assert.Empty(run.Steps);
        Assert.Contains("Windows Setup is still running", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_domain_controller_is_refused()
    {
        const string ProductOptions = @"SYSTEM\CurrentControlSet\Control\ProductOptions";
        SetEdition("ServerStandardEval");
        SetRegistry(new RegistrySetting(ProductOptions, "ProductType", "LanmanNT"));
        Prepare(Evaluation);

        var run = Run(4, "task");
        SetRegistry(new RegistrySetting(ProductOptions, "ProductType", "ServerNT"));

        Assert.Equal(DeletedTasks, run.Steps);
        Assert.Contains("A domain controller cannot be converted from an evaluation. Move its roles", run.Event, StringComparison.Ordinal);
    }

    private void SetEdition(string editionId) => SetRegistry(new RegistrySetting(CurrentVersion, "EditionID", editionId));
}
