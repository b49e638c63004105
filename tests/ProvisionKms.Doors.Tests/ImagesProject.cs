namespace ProvisionKms.Doors.Tests;

/// <summary>The project file of somebody who provisions images by MSBuild.</summary>
internal static class ImagesProject
{
    /// <param name="images">ProvisionImage items.</param>
    /// <param name="more">What else is in it, such as a target.</param>
    public static string With(string images, string more = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="ProvisionKms.MSBuild" Version="*" PrivateAssets="all" />
            {images}
          </ItemGroup>
        {more}
        </Project>
        """;
}
