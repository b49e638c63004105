using ProvisionKms.Reporting.Html;
using ProvisionKms.Tests;
using ProvisionKms.Tests.Shared;

namespace ProvisionKms.Reporting.Tests;

public sealed class RunPageTests
{
    private static readonly string[] s_browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    [Fact]
    public void A_run_is_one_page() => Golden.Matches("run.html", RunPage.Write(SampleRuns.Rehearsed));

    [Fact]
    public void Passwords_and_unpublished_keys_are_not_on_the_page()
    {
        var page = RunPage.Write(SampleRuns.Usual with { Report = SampleRuns.Usual.Report with { Texts = [new(1, "a.xml", "<a>\n</a>", """
            <Password><Value>one</Value></Password>
            <wcm:AdministratorPassword
              wcm:action="add">two</wcm:AdministratorPassword>
            <DomainAccountPassword>three</DomainAccountPassword> <ProductKey>bbbbb-CCCCC-DDDDD-FFFFF-GGGGG</ProductKey>
            """)] } });

        Assert.All(new[] { "one<", "two", "three", "bbbbb-" }, secret => Assert.DoesNotContain(secret, page, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("XXXXX-XXXXX-XXXXX-XXXXX-GGGGG", page, StringComparison.Ordinal);
        Assert.Contains("N69G4-B89J2-4G8F4-WWYCC-J464C", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_cannot_be_searched_for_secrets_is_not_shown()
    {
        var odd = string.Concat(Enumerable.Repeat("<Password>hunter2 ", 12_000));
        var page = RunPage.Write(SampleRuns.Usual with { Report = SampleRuns.Usual.Report with { Texts = [new(1, "odd.xml", odd, odd + "!"), new(1, "long.cmd", null, new string('x', 1 << 19))] } });

        Assert.Contains("odd.xml</code> changed, too long to show", page, StringComparison.Ordinal);
        Assert.Contains("long.cmd</code> new file, too long to show", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_others_that_stay_are_not_shown()
    {
        var page = RunPage.Write(SampleRuns.Usual with { Report = SampleRuns.Usual.Report with { Texts = [new(1, "SetupComplete.cmd", "net user x secret\r\n", "call ours\r\nnet user x secret\r\n")] } });

        Assert.Contains("+ call ours", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_others_are_text_and_no_markup()
    {
        const string Hostile = "<script>alert(1)</script>\u202E&\u0000\"'";
        var page = RunPage.Write(SampleRuns.Usual with
        {
            Report = SampleRuns.Usual.Report with { Recipe = Hostile, Texts = [new(1, Hostile, Hostile, Hostile + "\n" + Hostile)] },
            Source = new FileDigest($"/{Hostile}/x.wim", null),
        });

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', page);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_rehearsal_is_told_at_the_top() =>
        Assert.Contains("<p class=\"badge bad\">not as planned", RunPage.Write(SampleRuns.Usual with { Rehearsal = SampleRuns.Rehearsal(ok: false) }), StringComparison.Ordinal);

    [Fact]
    public void A_browser_finds_nothing_wrong_on_a_phone_or_a_desk_in_light_or_dark()
    {
        var browser = Array.Find(s_browsers, File.Exists);
        Assert.SkipWhen(browser is null, "no Chromium (Debian: apt-get install chromium)");
        var shots = Directory.CreateDirectory(Repository.Path("artifacts", "screenshots")).FullName;
        var page = Path.Combine(shots, "run.html");
        File.WriteAllText(page, RunPage.Write(SampleRuns.Rehearsed));

        var judges = Npm.Install(Repository.Root, "page-judges", "puppeteer-core@24.10.0", "axe-core@4.10.3");
        var script = Repository.Path("tests", "ProvisionKms.Reporting.Tests", "Judge", "page.js");
        var (exitCode, found, errors) = Npm.Run("node", [script, page, shots, browser!], nodePath: Path.Combine(judges, "node_modules"));

        Assert.Equal((0, "", ""), (exitCode, found, errors));
        Assert.All(new[] { "390-light", "390-dark", "1440-light", "1440-dark" }, name => Assert.True(new FileInfo(Path.Combine(shots, $"{name}.png")).Length > 10_000));
    }
}
