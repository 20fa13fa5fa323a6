; The installer for Windows: per user, without an administrator, the program as one folder.
;
; makensis -DVERSION=0.1.0 -DNUMBERS=0.1.0.0 -DFOLDER=... -DICON=... -DLICENCE=... -DOUT=... this
; FOLDER is what build.spec made. Reservations, settings and logs lie elsewhere and are never touched.

Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetOverwrite on

!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define ID "resv-desktop"
!define PROGRAM "${ID}.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"

Name "$(Name)"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${ID}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"

VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${ID}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Reservations"
VIAddVersionKey "LegalCopyright" "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "Hebrew"

LangString Name ${LANG_ENGLISH} "Reservations"
LangString Name ${LANG_GERMAN} "Reservierungen"
LangString Name ${LANG_FRENCH} "Réservations"
LangString Name ${LANG_HEBREW} "הזמנות"
LangString TooOld ${LANG_ENGLISH} "This program needs Windows 10 or newer, 64 bit."
LangString TooOld ${LANG_GERMAN} "Dieses Programm braucht Windows 10 oder neuer, 64 Bit."
LangString TooOld ${LANG_FRENCH} "Ce programme demande Windows 10 ou plus récent, 64 bits."
LangString TooOld ${LANG_HEBREW} "התוכנה דורשת Windows 10 ומעלה, 64 סיביות."
LangString IsOpen ${LANG_ENGLISH} "The program is open. Close its window, then try again."
LangString IsOpen ${LANG_GERMAN} "Das Programm ist geöffnet. Schließen Sie sein Fenster und versuchen Sie es erneut."
LangString IsOpen ${LANG_FRENCH} "Le programme est ouvert. Fermez sa fenêtre, puis réessayez."
LangString IsOpen ${LANG_HEBREW} "התוכנה פתוחה. סגרו את החלון שלה ונסו שוב."
LangString DataStays ${LANG_ENGLISH} "The reservations stay on this computer: $LOCALAPPDATA\${ID}"
LangString DataStays ${LANG_GERMAN} "Die Reservierungen bleiben auf diesem Computer: $LOCALAPPDATA\${ID}"
LangString DataStays ${LANG_FRENCH} "Les réservations restent sur cet ordinateur : $LOCALAPPDATA\${ID}"
LangString DataStays ${LANG_HEBREW} "ההזמנות נשארות במחשב הזה: $LOCALAPPDATA\${ID}"

; Windows lets nobody write to a program that runs. All are tried before one of them is touched.
!macro TRY_TO_WRITE FILE
  ${If} ${FileExists} "$INSTDIR\${FILE}"
    FileOpen $0 "$INSTDIR\${FILE}" a
    FileClose $0
  ${EndIf}
!macroend

!macro TAKE_AWAY UN
Function ${UN}TakeAway
  try_again:
  ClearErrors
  !insertmacro TRY_TO_WRITE "${PROGRAM}"
  !insertmacro TRY_TO_WRITE "${ID}-console.exe"
  !insertmacro TRY_TO_WRITE "mongod.exe"
  ${If} ${Errors}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IsOpen)" /SD IDCANCEL IDRETRY try_again
    SetErrorLevel 2
    Abort
  ${EndIf}
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${ID}-console.exe"
  Delete "$INSTDIR\mongod.exe"
  RMDir /r "$INSTDIR\_internal"
FunctionEnd
!macroend
!insertmacro TAKE_AWAY ""
!insertmacro TAKE_AWAY "un."

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel 3
    Abort
  ${EndIf}
  SetShellVarContext current
FunctionEnd

Section
  Call TakeAway ; of an older version nothing stays that the newer one would load
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\Reservations.lnk" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "Reservations (${ID})"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${ID}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $0
SectionEnd

Function un.onInit
  SetShellVarContext current
FunctionEnd

Section "Uninstall"
  Call un.TakeAway
  Delete "$SMPROGRAMS\Reservations.lnk"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only where nothing else lies in it
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  ; What starts after the log-in: one value for each home, all named after the program.
  StrCpy $0 0
  ${Do}
    EnumRegValue $1 HKCU "${RUN_KEY}" $0
    ${If} $1 == ""
      ${Break}
    ${EndIf}
    StrCpy $2 $1 12
    ${If} $2 == "${ID}"
      DeleteRegValue HKCU "${RUN_KEY}" $1
    ${Else}
      IntOp $0 $0 + 1
    ${EndIf}
  ${Loop}
  DetailPrint "$(DataStays)"
  MessageBox MB_OK|MB_ICONINFORMATION "$(DataStays)" /SD IDOK
SectionEnd
