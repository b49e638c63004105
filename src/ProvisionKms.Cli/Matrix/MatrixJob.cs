namespace ProvisionKms.Cli.Matrix;

/// <summary>One run of <c>apply</c>, on a machine of the engine. Paths are those of <see cref="JobPath"/>.</summary>
/// <param name="Name">For people, and no other job's.</param>
/// <param name="Output">The image itself where it is edited in place.</param>
/// <param name="Reports">What the recipe has apply write beside it.</param>
/// <param name="Arguments">What else apply is given.</param>
internal sealed record MatrixJob(
    string Name, string Recipe, string Image, string Output, IReadOnlyList<string> Reports, IReadOnlyList<string> Arguments)
{
    /// <summary>The whole command line after the program's name.</summary>
    public IReadOnlyList<string> CommandLine() => ["apply", Recipe, "--image", Image, "--output", Output, .. Arguments];
}
