using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>cscript.exe and wscript.exe: slmgr.vbs and Status.vbs are played, others are believed to have worked.</summary>
internal sealed class CscriptProgram(ScriptHosts hosts, LicensingVerbs verbs, StatusScript status) : ISimulatedProgram
{
    public IReadOnlyList<string> Names => ["cscript", "wscript"];

    public CallAnswer Answer(ProgramCall call)
    {
        // Options of the host itself begin with two slashes.
        var arguments = call.Arguments.SkipWhile(a => a.StartsWith("//", StringComparison.Ordinal)).ToList();
        if (arguments.Count == 0)
        {
            return Printed.Silence;
        }

        if (!hosts.IsScriptHostEnabled)
        {
            return Printed.Lines(1, "CScript Error: Windows Script Host access is disabled on this machine. Contact your administrator for details.");
        }

        var script = FileName.Of(arguments[0]);
        if (!hosts.HasVbScript && script.EndsWith(".vbs", StringComparison.Ordinal))
        {
            return Printed.Lines(1, "Input Error: There is no script engine for file extension \".vbs\".");
        }

        List<string> rest = [.. arguments.Skip(1).Where(a => !a.StartsWith("//", StringComparison.Ordinal))];
        return script switch
        {
            "slmgr.vbs" or "slmgr" => verbs.Answer(rest),
            StatusScript.Name => status.Answer(),
            _ => Printed.Silence,
        };
    }
}
