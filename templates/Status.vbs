' Says what the licence of this Windows is, in words that do not depend on its
' language: lines "Name=value" of plain ASCII. Activate.cmd reads them.
'
'   FormatVersion=1                    always there: VBScript works here
'   Utc=2026-01-31T23:59:59Z           the time
'   LicenseStatus=1                    1 is licensed; the others are as in WMI
'   PartialProductKey=XXXXX            last five characters of the installed key
'   Evaluation=0                       1 for the key of an evaluation edition
'   Description=Windows(R), VOLUME_KMSCLIENT channel
'
' Without an installed key LicenseStatus is 0, and the last three lines are not
' there. While the licensing service does not answer, the last four are not. The
' exit code is 0 always: another one means that VBScript does not work here.
'
' Argument: the last five characters of the key that is looked for. Its product
' is described where several have a key, else one that is licensed.
' Classes: https://learn.microsoft.com/previous-versions/windows/desktop/sppwmi/softwarelicensingproduct
Option Explicit
Const WindowsApplication = "55c92734-d682-4d71-983e-d6ec3f16059f"
Dim products

WScript.Echo "FormatVersion=1"
On Error Resume Next
WScript.Echo "Utc=" & UtcNow()
Err.Clear
Set products = GetObject("winmgmts:{impersonationLevel=impersonate}!\\.\root\cimv2").ExecQuery( _
  "SELECT ApplicationID, Description, LicenseIsAddon, LicenseStatus, PartialProductKey" & _
  " FROM SoftwareLicensingProduct WHERE PartialProductKey <> NULL")
If Err.Number = 0 Then Describe products
WScript.Quit 0

Sub Describe(products)
  Dim product, best, rank, bestRank
  bestRank = 0
  On Error Resume Next
  For Each product In products
    If Err.Number <> 0 Then Exit Sub
    rank = RankOf(product)
    If rank > bestRank Then
      Set best = product
      bestRank = rank
    End If
  Next
  If Err.Number <> 0 Then Exit Sub
  If bestRank = 0 Then
    WScript.Echo "LicenseStatus=0"
  Else
    WScript.Echo "LicenseStatus=" & best.LicenseStatus
    WScript.Echo "PartialProductKey=" & Plain(best.PartialProductKey)
    WScript.Echo "Evaluation=" & -CInt(InStr(best.Description, "TIMEBASED_EVAL") > 0)
    WScript.Echo "Description=" & Plain(best.Description)
  End If
End Sub

' 0: not the licence of Windows itself, but of Office or of an add-on.
Function RankOf(product)
  RankOf = 0
  If LCase(product.ApplicationID) <> WindowsApplication Then Exit Function
  If product.LicenseIsAddon Then Exit Function
  RankOf = 1
  If product.LicenseStatus = 1 Then RankOf = 2
  If WScript.Arguments.Count = 0 Then Exit Function
  If UCase(product.PartialProductKey) = UCase(WScript.Arguments(0)) Then RankOf = RankOf + 2
End Function

Function Plain(text)
  Dim pattern
  Set pattern = New RegExp
  pattern.Global = True
  pattern.Pattern = "[^A-Za-z0-9 _.,:()-]"
  Plain = pattern.Replace(text, "?")
End Function

Function UtcNow()
  Dim clock, utc
  Set clock = CreateObject("WbemScripting.SWbemDateTime")
  clock.SetVarDate Now, True
  utc = clock.GetVarDate(False)
  UtcNow = Year(utc) & "-" & Two(Month(utc)) & "-" & Two(Day(utc)) & "T" & _
    Two(Hour(utc)) & ":" & Two(Minute(utc)) & ":" & Two(Second(utc)) & "Z"
End Function

Function Two(number)
  Two = Right("0" & number, 2)
End Function
