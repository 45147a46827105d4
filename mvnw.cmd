@echo off
rem Runs Maven: the one that is installed, else one that is downloaded once from Apache's archive
rem and checked against the checksum in .mvn\wrapper\maven-wrapper.properties.
setlocal
if not defined MVNW_DOWNLOAD (
  where mvn >nul 2>nul && (
    mvn %*
    exit /b
  )
)
for /f "usebackq tokens=1,* delims==" %%a in ("%~dp0.mvn\wrapper\maven-wrapper.properties") do set "mvnw_%%a=%%b"
set "dists=%USERPROFILE%\.m2\wrapper\dists"
set "home=%dists%\apache-maven-%mvnw_version%"
if not exist "%home%\bin\mvn.cmd" (
  powershell -NoProfile -Command "$ErrorActionPreference='Stop'; New-Item -ItemType Directory -Force '%dists%' | Out-Null; $archive='%dists%\maven.tar.gz'; Invoke-WebRequest '%mvnw_distributionUrl%' -OutFile $archive; if ((Get-FileHash $archive -Algorithm SHA512).Hash -ne '%mvnw_distributionSha512Sum%') { throw 'The downloaded Maven does not have the expected checksum' }; tar -xzf $archive -C '%dists%'; Remove-Item $archive" || exit /b 1
)
"%home%\bin\mvn.cmd" %*
