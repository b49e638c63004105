using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>Other programs that scripts wait with. Their waiting moves the clock and takes no time.</summary>
internal sealed class WaitPrograms : ISimulatedProgram
{
    public IReadOnlyList<string> Names => ["timeout", "choice", "waitfor", "sleep"];

    public CallAnswer Answer(ProgramCall call)
    {
        var seconds = new Switches(call.Arguments).Number("t") ?? call.Arguments.Select(Number).FirstOrDefault(n => n is not null) ?? 0;
        // waitfor.exe ends with 1 when its signal did not come; choice.exe with the number of the choice that was preset.
        var exitCode = call.Program is "waitfor" or "choice" ? 1 : 0;
        return new CallAnswer(exitCode) { Takes = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1_000_000)) };
    }

    private static int? Number(string text) => int.TryParse(text, out var number) ? number : null;
}
