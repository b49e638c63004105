using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace ProvisionKms.Imaging.Interop.Wimlib;

/// <summary>
/// Declarations of <c>wimlib.h</c> (libwim 1.13, ABI 15), in its own spelling. A WIMStruct is freed by
/// <see cref="wimlib_free"/> through <see cref="WimHandle"/>; strings that are returned belong to libwim.
/// </summary>
internal static partial class WimlibNative
{
    public const string Library = "libwim";

    static WimlibNative() => LibraryResolver.Set();

    [LibraryImport(Library)]
    public static partial int wimlib_global_init(InitFlags init_flags);

    [LibraryImport(Library)]
    public static partial int wimlib_set_print_errors([MarshalAs(UnmanagedType.U1)] bool show_messages);

    [LibraryImport(Library)]
    public static partial uint wimlib_get_version();

    [LibraryImport(Library)]
    [return: MarshalUsing(typeof(BorrowedWimStringMarshaller))]
    public static partial string? wimlib_get_error_string(WimlibError code);

    [LibraryImport(Library)]
    public static partial int wimlib_set_default_compression_level(int ctype, uint compression_level);

    [LibraryImport(Library)]
    public static partial WimlibError wimlib_open_wim(
        [MarshalUsing(typeof(WimStringMarshaller))] string wim_file, OpenFlags open_flags, out WimHandle wim_ret);

    /// <summary>Joins the parts of a split WIM, given in any order.</summary>
    [LibraryImport(Library)]
    public static partial WimlibError wimlib_join(
        [MarshalUsing(typeof(WimStringMarshaller), ElementIndirectionDepth = 1)] string[] swms,
        uint num_swms,
        [MarshalUsing(typeof(WimStringMarshaller))] string output_path,
        OpenFlags swm_open_flags,
        WriteFlags wim_write_flags);

    [LibraryImport(Library)]
    public static partial WimlibError wimlib_create_new_wim(CompressionType ctype, out WimHandle wim_ret);

    [LibraryImport(Library)]
    public static partial void wimlib_free(nint wim);

    [LibraryImport(Library)]
    public static partial WimlibError wimlib_get_wim_info(WimHandle wim, out WimInfo info);

    [LibraryImport(Library)]
    [return: MarshalUsing(typeof(BorrowedWimStringMarshaller))]
    public static partial string? wimlib_get_image_property(
        WimHandle wim, int image, [MarshalUsing(typeof(WimStringMarshaller))] string property_name);

    [LibraryImport(Library)]
    public static partial WimlibError wimlib_set_image_property(
        WimHandle wim,
        int image,
        [MarshalUsing(typeof(WimStringMarshaller))] string property_name,
        [MarshalUsing(typeof(WimStringMarshaller))] string? property_value);

    [LibraryImport(Library)]
    public static partial WimlibError wimlib_add_image(
        WimHandle wim,
        [MarshalUsing(typeof(WimStringMarshaller))] string source,
        [MarshalUsing(typeof(WimStringMarshaller))] string? name,
        [MarshalUsing(typeof(WimStringMarshaller))] string? config_file,
        int add_flags);

    [LibraryImport(Library)]
    public static partial WimlibError wimlib_add_tree(
        WimHandle wim,
        int image,
        [MarshalUsing(typeof(WimStringMarshaller))] string fs_source_path,
        [MarshalUsing(typeof(WimStringMarshaller))] string wim_target_path,
        int add_flags);

    [LibraryImport(Library)]
    public static unsafe partial WimlibError wimlib_extract_paths(
        WimHandle wim,
        int image,
        [MarshalUsing(typeof(WimStringMarshaller))] string target,
        nint* paths,
        nuint num_paths,
        ExtractFlags extract_flags);

    [LibraryImport(Library)]
    public static unsafe partial WimlibError wimlib_iterate_dir_tree(
        WimHandle wim,
        int image,
        [MarshalUsing(typeof(WimStringMarshaller))] string path,
        IterateFlags flags,
        delegate* unmanaged<DirEntry*, nint, int> cb,
        nint user_ctx);

    [LibraryImport(Library)]
    public static unsafe partial void wimlib_register_progress_function(
        WimHandle wim, delegate* unmanaged<ProgressMessage, void*, nint, ProgressStatus> progfunc, nint progctx);

    [LibraryImport(Library)]
    public static partial WimlibError wimlib_set_output_compression_type(WimHandle wim, CompressionType ctype);

    [LibraryImport(Library)]
    public static partial WimlibError wimlib_overwrite(WimHandle wim, WriteFlags write_flags, uint num_threads);

    [LibraryImport(Library)]
    public static partial WimlibError wimlib_write(
        WimHandle wim,
        [MarshalUsing(typeof(WimStringMarshaller))] string path,
        int image,
        WriteFlags write_flags,
        uint num_threads);

    [LibraryImport(Library)]
    public static partial WimlibError wimlib_set_wim_info(WimHandle wim, in WimInfo info, int which);
}
