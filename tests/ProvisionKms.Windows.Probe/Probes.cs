using System.Security.AccessControl;
using System.Text;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Windows.Probe;

internal static class Probes
{
    public static void Run(string probe, string[] arguments)
    {
        switch (probe, arguments)
        {
            case ("publish", [var image, .. var files]):
                using (var staged = Commit(image, files))
                {
                    staged.Publish();
                }

                break;
            case ("discard", [var image, .. var files]):
                Commit(image, files).Dispose();
                break;
            case ("die", [var image, .. var files]):
                Commit(image, files);
                Environment.Exit(0);
                break;
            case ("again", [var image, .. var files]):
                using (Commit(image, files))
                {
                    DirectorySession.Open(image, ImageAccess.Write).Dispose();
                }

                break;
            case ("held", [var image, var held, .. var files]):
                using (new FileStream(held, FileMode.Open, FileAccess.Read, FileShare.Read))
                {
                    Commit(image, files).Dispose();
                }

                break;
            case ("open", [var image]):
                DirectorySession.Open(image, ImageAccess.Write).Dispose();
                break;
            case ("read", [var image, .. var paths]):
                var tree = Tree(DirectorySession.Open(image, ImageAccess.Read));
                foreach (var path in paths)
                {
                    Console.WriteLine($"{tree.Find(path)?.Path} = {(tree.ReadFile(path) is { } content ? Encoding.UTF8.GetString(content) : "nothing")}");
                }

                break;
            case ("fingerprint", [var image, var use]):
                Tree(DirectorySession.Open(image, ImageAccess.Read)).Fingerprint(
                    Enum.Parse<FingerprintUse>(use), file => Console.WriteLine($"{file.Path} {file.Digest:x32}"), CancellationToken.None);
                break;
            case ("descriptors", []):
                Console.WriteLine(Sddl(NtfsDescriptor.SystemAndAdministratorsWrite(isDirectory: false)));
                Console.WriteLine(Sddl(NtfsDescriptor.SystemAndAdministratorsWrite(isDirectory: true)));
                Console.WriteLine(Sddl(NtfsDescriptor.Private([1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x22, 2, 0, 0])));
                break;
            default:
                throw new ArgumentException($"no such probe: {probe} {string.Join(' ', arguments)}");
        }
    }

    /// <param name="files">Each a path and its content, with an equals sign between.</param>
    private static IStagedImage Commit(string image, string[] files)
    {
        var session = DirectorySession.Open(image, ImageAccess.Write);
        foreach (var file in files)
        {
            var (path, content) = (file.Split('=')[0], file.Split('=')[1]);
            Tree(session).WriteFile(path, Encoding.UTF8.GetBytes(content));
        }

        return session.Commit(session.Path, null, CancellationToken.None);
    }

    private static IImageTree Tree(DirectorySession session) => session.Tree(new ImageIndex(1));

    private static string Sddl(byte[] descriptor) => new RawSecurityDescriptor(descriptor, 0).GetSddlForm(AccessControlSections.All);
}
