using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Tests.Wine;

public sealed class HostileScriptTests
{
    [Fact]
    public void What_a_script_does_to_Windows_is_gone_with_its_machine()
    {
        var before = Digest();
        using (var machine = Machines.Create("ping.exe"))
        {
            machine.RunScript(
                """
                @echo x>>C:\windows\system32\kernel32.dll
                @echo x>C:\windows\system32\ntdll.dll
                @echo x>C:\windows\system32\ping.exe
                @del /q C:\windows\system32\find.exe
                @reg delete HKLM\SYSTEM /f
                @rd /s /q C:\windows
                @rd /s /q C:\
                """,
                Answers.Nothing);
            Assert.NotEqual(Machines.Template.Entries.First(e => e.Path.EndsWith("system32/kernel32.dll", StringComparison.Ordinal)).Content, machine.Read(@"windows\system32\kernel32.dll"));
        }

        Assert.Equal(before, Digest());
        using var next = Machines.Create("ping.exe");
        Assert.Equal("level 0", next.RunScript("@ping 1 && @find \"x\" C:\\windows\\win.ini >nul\r\n@ping\r\n@echo level %errorlevel%", Answers.Nothing).Output.Trim());
    }

    [Fact]
    public void Names_that_lead_out_of_drive_C_lead_nowhere()
    {
        using var folder = new TempFolder();
        using var machine = Machines.Create();
        var target = folder.Path("owned.txt");

        machine.RunScript(
            $"""
            @echo x>Z:{target.Replace('/', '\\')}
            @echo x>C:\..\..\..\owned.txt
            @echo x>\\?\Z:{target.Replace('/', '\\')}
            @mklink /d C:\out Z:\
            @echo x>C:\out{target.Replace('/', '\\')}
            @subst Q: C:\
            """,
            Answers.Nothing);

        Assert.False(File.Exists(target));
    }

    private static string Digest() =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(TemplateContent.Pack(Machines.Template.Entries)));
}
