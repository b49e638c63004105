using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Tests.FirstBoot;

/// <param name="Part">In the command lines that it answers.</param>
/// <param name="Times">How often.</param>
internal sealed record Answer(string Part, int ExitCode, string Output = "", int Times = int.MaxValue);

/// <summary>The first answer that fits counts; without one the program says what it says where nothing is wrong.</summary>
internal sealed class ScriptedAnswers(IReadOnlyList<Answer> answers) : ICallAnswerer
{
    /// <summary>The labels of sc.exe are German here.</summary>
    private static readonly Answer[] s_usual =
    [
        new("sc.exe\" query", 0, """
            SERVICE_NAME: sppsvc
                    TYP                : 10  WIN32_OWN_PROCESS
                    STATUS             : 4  RUNNING
                                            (STOPPABLE, ACCEPTS_SHUTDOWN)
                    WIN32_EXIT_CODE    : 0  (0x0)
            """),
        new("ping.exe\" -n 1 -w", 0, "Pinging kms.example.net [192.0.2.1] with 32 bytes of data:\r\nRequest timed out."),
    ];

    private readonly Dictionary<Answer, int> _given = [];

    public CallAnswer Answer(ProgramCall programCall, TimeSpan now)
    {
        var answer = answers.Concat(s_usual).FirstOrDefault(a =>
            programCall.CommandLine.Contains(a.Part, StringComparison.Ordinal) && _given.GetValueOrDefault(a) < a.Times);
        if (answer is null)
        {
            return new CallAnswer(0);
        }

        _given[answer] = _given.GetValueOrDefault(answer) + 1;
        return new CallAnswer(answer.ExitCode, answer.Output.Length == 0 ? "" : answer.Output.ReplaceLineEndings("\r\n") + "\r\n");
    }
}
