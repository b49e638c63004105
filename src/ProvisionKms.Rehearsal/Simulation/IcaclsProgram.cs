using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>icacls.exe FOLDER with /grant, /remove, /reset and, since NT 6.1, /inheritance.</summary>
internal sealed class IcaclsProgram(WindowsProfile windows, FolderSecurity security) : ISimulatedProgram
{
    private const int InvalidParameter = 87;

    public IReadOnlyList<string> Names => ["icacls"];

    public CallAnswer Answer(ProgramCall call)
    {
        if (call.Arguments.Count == 0)
        {
            return Printed.Lines(InvalidParameter, "Invalid parameter");
        }

        var folder = call.Arguments[0];
        if (windows.IsNt60 && call.Arguments.FirstOrDefault(a => a.StartsWith("/inheritance", StringComparison.OrdinalIgnoreCase)) is { } unknown)
        {
            return Printed.Lines(InvalidParameter, $"Invalid parameter \"{unknown}\"");
        }

        var access = security.Of(folder);
        var verb = "";
        foreach (var argument in call.Arguments.Skip(1))
        {
            if (argument.StartsWith('/'))
            {
                verb = argument.ToUpperInvariant();
                Begin(access, verb);
            }
            else
            {
                Apply(access, verb, argument);
            }
        }

        return Printed.Lines(0, $"processed file: {folder}", "Successfully processed 1 files; Failed processing 0 files");
    }

    private static void Begin(FolderSecurity.Access access, string verb)
    {
        switch (verb)
        {
            case "/INHERITANCE:R" or "/INHERITANCE:D":
                access.Inherits = false;
                break;
            case "/INHERITANCE:E":
                access.Inherits = true;
                break;
            case "/RESET":
                access.Inherits = true;
                access.Granted.Clear();
                break;
            default:
                break;
        }
    }

    private static void Apply(FolderSecurity.Access access, string verb, string argument)
    {
        // The account may hold no colon; the rights come after the first one.
        var colon = argument.IndexOf(':', StringComparison.Ordinal);
        var who = colon < 0 ? argument : argument[..colon];
        if (verb.StartsWith("/GRANT", StringComparison.Ordinal) && colon >= 0)
        {
            var rights = argument[(colon + 1)..];
            access.Granted[who] = verb == "/GRANT:R" ? rights : access.Granted.GetValueOrDefault(who) + rights;
        }
        else if (verb.StartsWith("/REMOVE", StringComparison.Ordinal))
        {
            access.Granted.Remove(who);
        }
    }
}
