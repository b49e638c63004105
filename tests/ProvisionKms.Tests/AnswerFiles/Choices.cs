namespace ProvisionKms.Tests.AnswerFiles;

/// <summary>Decisions taken from a list of numbers; the first of the offered ones when the list is at its end.</summary>
internal sealed class Choices(IReadOnlyList<int> numbers)
{
    private int _next;

    public T Of<T>(params T[] options) =>
        _next < numbers.Count ? options[(int)((uint)(numbers[_next] + (_next++ * 31)) % (uint)options.Length)] : options[0];

    public bool Flip() => Of(false, true);

    public string[] Some(params string[] options) => [.. options.Where(_ => Flip())];
}
