namespace ProvisionKms.Imaging.Tests;

/// <summary>A folder of the test's own, gone with it.</summary>
internal sealed class TempFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("kms-test-").FullName;

    internal string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>Writes a file, with the folders above it.</summary>
    internal string Write(string relative, string content) => Write(relative, System.Text.Encoding.UTF8.GetBytes(content));

    internal string Write(string relative, byte[] content)
    {
        var path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
