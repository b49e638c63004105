using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Interop.Wimlib;

namespace ProvisionKms.Imaging.Wim;

/// <summary>Turns what libwim refuses, and a user can mend, into diagnostics.</summary>
internal static class WimDiagnostics
{
    public static void RefuseUnsupported(string path, WimHeader header)
    {
        var where = new SourceSpan(path);
        if (header.IsSplit)
        {
            throw new ProvisionException(Codes.WimSplit, $"this is part {header.PartNumber} of a split WIM of {header.TotalParts} parts", where,
                $"join it first: wimlib-imagex join joined.wim {Path.GetFileNameWithoutExtension(path).TrimEnd('1', '2', '3', '4', '5', '6', '7', '8', '9', '0')}*.swm");
        }

        if (header.IsPipable)
        {
            throw new ProvisionException(Codes.WimPipable, "a pipable WIM cannot be edited, and Windows Setup cannot read it", where,
                $"convert it first: wimlib-imagex optimize {Path.GetFileName(path)} --not-pipable");
        }
    }

    /// <param name="writing">Whether it was being written: the same code means another thing then.</param>
    public static ProvisionException From(WimlibException error, string path, bool writing) => new(ToDiagnostic(error, path, writing), error);

    private static Diagnostic ToDiagnostic(WimlibException error, string path, bool writing)
    {
        var where = new SourceSpan(path);
        return error.Error switch
        {
            WimlibError.WimIsEncrypted => new Diagnostic(Codes.WimEncrypted, "the ESD is encrypted", where,
                "ESD files from Windows Update are; take install.esd from install media, or decrypt it first"),
            WimlibError.IsSplitWim or WimlibError.InvalidPartNumber => new Diagnostic(Codes.WimSplit, "the WIM is one part of a split WIM", where,
                "join it first: wimlib-imagex join"),
            WimlibError.WimIsReadonly => new Diagnostic(Codes.WimReadOnly, "the WIM is marked or kept read-only", where,
                "name another --output, or give the file write permission"),
            WimlibError.WimIsIncomplete or WimlibError.ResourceNotFound => new Diagnostic(Codes.ImageDamaged,
                "the WIM lacks some of its files: it depends on other WIM files", where, "export the image with them referenced: wimlib-imagex export --ref"),
            WimlibError.AlreadyLocked => new Diagnostic(Codes.ImageBusy, "another program is writing the WIM", where, "wait until it is done"),
            WimlibError.Write or WimlibError.Mkdir when !writing => new Diagnostic(Codes.ScratchFolderUnusable,
                $"cannot extract a file of the image ({error.Message})", new SourceSpan(Path.GetTempPath()), Codes.ScratchFolderUnusable.Hint),
            _ when writing => new Diagnostic(Codes.CommitFailed, $"cannot write ({error.Message})", where, "is the disk full or read-only?"),
            _ => new Diagnostic(Codes.ImageDamaged, $"the WIM is damaged or incomplete ({error.Message})", where,
                "get it anew; `wimlib-imagex verify` shows what is damaged"),
        };
    }
}
